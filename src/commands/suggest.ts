// Suggestions while someone types an option.
import type { Reply, SuggestEvent } from '../platform.ts';
import { zoneNear } from '../settings/zone-names.ts';
import { taughtCategories } from '../topics/topics.ts';
import type { Services } from './ask.ts';

type Choices = Extract<Reply, { kind: 'suggestions' }>['choices'];

/** Choices for what was typed so far; none for an option that suggests nothing. */
export function suggest(event: SuggestEvent, services: Services): Choices {
  switch (event.option) {
    case 'query':
      return topicChoices(event, services);
    case 'about':
      return [...categoryChoices(event.typed, services), ...topicChoices(event, services)].slice(0, event.maxChoices);
    case 'category':
      return categoryChoices(event.typed, services).slice(0, event.maxChoices);
    case 'categories':
      return listChoices(event.typed, services).slice(0, event.maxChoices);
    case 'zone':
      return zoneNear(event.typed, event.maxChoices).map((zone) => ({ label: zone, value: zone }));
    default:
      return [];
  }
}

function topicChoices({ typed, maxChoices }: SuggestEvent, { search }: Services): Choices {
  return search
    .suggest(typed, maxChoices)
    .map((topic) => ({ label: topic.title, value: topic.id.replaceAll('-', ' ') }));
}

function categoryChoices(typed: string, { catalogue }: Services): Choices {
  const wanted = typed.trim().toLowerCase();
  return taughtCategories(catalogue)
    .filter((category) => `${category.id} ${category.title}`.toLowerCase().includes(wanted))
    .map((category) => ({ label: category.title, value: category.id }));
}

/** Completes the last entry of a list separated by commas. */
function listChoices(typed: string, services: Services): Choices {
  const parts = typed.split(',');
  const last = parts.pop() ?? '';
  const before = parts.map((part) => part.trim()).filter(Boolean);
  return categoryChoices(last, services)
    .filter((choice) => !before.includes(choice.value))
    .map((choice) => ({ label: [...before, choice.value].join(', '), value: [...before, choice.value].join(',') }))
    .filter((choice) => choice.value.length <= 100);
}
