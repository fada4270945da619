// Imports point down one list of ranks, so that no part of the code knows what is built on it.
import { type Import, importsOf } from './imports.ts';
import { placeOf, type Rule } from './source.ts';

/** A part may import what stands right of a later `>`; parts between two of them never import each other. */
const ORDER = `launch > main > cli, adapters > bot, http > commands > schedule > topics tips quiz review members > settings >
  deliveries > history, pictures, search > content > platform > card, store > clock random log config > errors`;

const RANKS: ReadonlyMap<string, number> = new Map(
  ORDER.split('>').flatMap((names, rank) => names.match(/\w+/g)?.map((name) => [name, rank] as const) ?? []),
);

/** A folder of src, a file of src itself, one adapter's folder, or `adapters` for the files beside those folders. */
function partOf(path: string): string | undefined {
  const [top, next, ...rest] = path.split('/');
  if (top === 'adapters') return rest.length > 0 ? `adapters/${next}` : 'adapters';
  if (top !== 'src' || next === undefined) return undefined;
  return rest.length > 0 ? next : next.replace(/\.\w+$/, '');
}

function rankOf(part: string): number | undefined {
  return RANKS.get(part.replace(/\/.*$/, ''));
}

/** Imports go only to a strictly lower rank or stay within the folder. */
export const importsPointDown: Rule = (source) => {
  const part = partOf(source.path);
  if (part === undefined) return [];
  if (rankOf(part) === undefined) return [`${source.path}:1 ${part} has no place in the list of ranks`];
  return importsOf(source).flatMap((target) => {
    const complaint = judge(source.path, part, target);
    return complaint === undefined ? [] : [`${placeOf(source, target.offset)} ${complaint}`];
  });
};

function judge(from: string, part: string, { path, specifier }: Import): string | undefined {
  if (path === undefined) return undefined;
  const target = partOf(path);
  if (target === undefined) return isForTestsOnly(path) ? `${specifier} is not part of the product` : undefined;
  if (target === part) return undefined;
  if (from === 'adapters/index.ts' && target.startsWith('adapters/')) return undefined;
  const [own, other] = [rankOf(part), rankOf(target)];
  if (other === undefined) return `${target} has no place in the list of ranks`;
  return own !== undefined && own < other ? undefined : `${part} may not import ${target}`;
}

function isForTestsOnly(path: string): boolean {
  return /^(test|scripts)\//.test(path);
}
