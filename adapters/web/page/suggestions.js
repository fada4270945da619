// The list of suggestions above the line: shown, walked through, taken.

/** Suggestions shown at once. */
const most = 8;

export class Suggestions {
  #input;
  #list;
  #choices = [];
  #chosen = -1;

  constructor(input, list) {
    this.#input = input;
    this.#list = list;
  }

  get isOpen() {
    return this.#choices.length > 0;
  }

  get hasChosen() {
    return this.#chosen >= 0;
  }

  show(choices) {
    this.#choices = choices.slice(0, most);
    this.#chosen = -1;
    this.#list.replaceChildren(...this.#choices.map((choice, index) => item(choice, index, () => this.take(index))));
    this.#list.hidden = !this.isOpen;
    this.#input.setAttribute('aria-expanded', String(this.isOpen));
    this.#input.removeAttribute('aria-activedescendant');
  }

  close() {
    this.show([]);
  }

  walk(step) {
    this.#chosen = (this.#chosen + step + this.#choices.length) % this.#choices.length;
    for (const [place, element] of [...this.#list.children].entries())
      element.setAttribute('aria-selected', String(place === this.#chosen));
    this.#input.setAttribute('aria-activedescendant', `suggestion-${this.#chosen}`);
  }

  /** Writes a suggestion into the line: the chosen one unless told. */
  take(index = this.#chosen) {
    this.#input.value = `/arch ${this.#choices[index].value}`;
    this.close();
    this.#input.focus();
  }
}

function item(choice, index, onTake) {
  const element = document.createElement('li');
  element.id = `suggestion-${index}`;
  element.setAttribute('role', 'option');
  element.textContent = choice.label;
  element.addEventListener('mousedown', (event) => {
    event.preventDefault();
    onTake();
  });
  return element;
}
