// Light or dark: as the system says, until one chooses.

const stored = 'archway-theme';
const system = matchMedia('(prefers-color-scheme: dark)');

/** Wires the toggle; tells whoever listens for `archway-theme` on the document. */
export function wireTheme(button) {
  const current = () => localStorage.getItem(stored) ?? (system.matches ? 'dark' : 'light');
  const apply = () => {
    const isDark = current() === 'dark';
    document.documentElement.dataset.theme = current();
    document.documentElement.classList.toggle('dark', isDark);
    button.setAttribute('aria-pressed', String(isDark));
    document.dispatchEvent(new CustomEvent('archway-theme'));
  };
  button.addEventListener('click', () => {
    localStorage.setItem(stored, current() === 'dark' ? 'light' : 'dark');
    apply();
  });
  system.addEventListener('change', apply);
  apply();
}

export const isDark = () => document.documentElement.dataset.theme === 'dark';
