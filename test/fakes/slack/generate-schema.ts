// Makes block-kit.schema.json from the types of @slack/types: node test/fakes/slack/generate-schema.ts
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';

const here = dirname(fileURLToPath(import.meta.url));
const types = join(dirname(createRequire(import.meta.url).resolve('@slack/types')), 'index.d.ts');

/** JSON schema of a message block and of a modal view, as @slack/types has them. */
export function blockKitSchema(): unknown {
  const generator = createGenerator({
    path: types,
    tsconfig: join(here, 'schema.tsconfig.json'),
    skipTypeCheck: true,
    additionalProperties: false,
    topRef: false,
    expose: 'export',
  });
  const block = generator.createSchema('KnownBlock');
  const view = generator.createSchema('ModalView');
  return {
    definitions: {
      ...block.definitions,
      ...view.definitions,
      Message: withoutDefinitions(block),
      Modal: withoutDefinitions(view),
    },
  };
}

const withoutDefinitions = ({
  definitions: _,
  $schema: __,
  ...schema
}: object & { definitions?: unknown; $schema?: unknown }) => schema;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(here, 'block-kit.schema.json'), `${JSON.stringify(blockKitSchema())}\n`);
}
