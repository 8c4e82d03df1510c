import { type ArgumentWords, firstWords, singleQuoted } from './completion-words.ts';
import { clientKeys, type Option, results, shellNames } from './option-groups.ts';
import { type Command, commands } from './options.ts';

const wordsCase = (patterns: readonly string[], action: string): string =>
  `    ${patterns.join('|')}) ${action}; return ;;`;

const fromWords = (words: readonly string[]): string => `_spfx_add -W ${singleQuoted(words.join(' '))}`;

/** How the values of an option are found. */
const actionOf = ({ choices, names }: Option): string => {
  if (choices !== undefined) return fromWords(choices);
  switch (names) {
    case 'file':
      return '_spfx_add_files -f';
    case 'directory':
      return '_spfx_add_files -d';
    case 'host':
      return '_spfx_add -A hostname';
    case 'client':
      return `compopt -o nospace 2>/dev/null; ${fromWords(clientKeys.map((key) => `${key}=`))}`;
    default:
      // Nothing is known of it; it is no option, either.
      return ':';
  }
};

const valueCases = (): string[] => {
  const byAction = new Map<string, Set<string>>();
  for (const option of commands.flatMap(({ options }) => options)) {
    if (option.value === undefined) continue;
    const action = actionOf(option);
    byAction.set(action, (byAction.get(action) ?? new Set()).add(`--${option.name}`));
  }
  return [...byAction].map(([action, names]) => wordsCase([...names], action));
};

const argumentAction = ({ argumentNames }: Command, argumentWords: ArgumentWords): string => {
  switch (argumentNames) {
    case 'incident':
    case 'code':
      return fromWords(argumentWords[argumentNames]);
    case 'shell':
      return fromWords(shellNames);
    case 'host':
      return '_spfx_add -A hostname';
    case 'file':
      return '_spfx_add_files -f';
    default:
      return ':';
  }
};

const commandCases = (argumentWords: ArgumentWords): string[] =>
  commands.flatMap((command) => {
    const words = [...command.options.map(({ name }) => `--${name}`), '--help'];
    return [
      `    ${command.name})`,
      `      case $cur in -*) ${fromWords(words)} ;; *) ${argumentAction(command, argumentWords)} ;; esac ;;`,
    ];
  });

/** The completion for bash, from 3.2 on, with or without the package bash-completion. */
export const bashCompletion = (argumentWords: ArgumentWords): string => `\
# Completion of spfx for bash. For this shell: source <(spfx completion bash)
# For every one: spfx completion bash > ~/.local/share/bash-completion/completions/spfx
_spfx_add() {
  local word
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$@" -- "$cur")
}
_spfx_add_files() {
  compopt -o filenames 2>/dev/null
  _spfx_add "$@"
}
_spfx() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  # bash parts words at "=".
  if [[ $cur == = ]]; then cur=
  elif [[ $prev == = && $COMP_CWORD -gt 2 ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  if [[ $COMP_CWORD -eq 1 ]]; then
    ${fromWords(firstWords.map(({ word }) => word))}
    return
  fi
  case $prev in
${valueCases().join('\n')}
    expect|*,expect) ${fromWords(results)}; return ;;
  esac
  case \${COMP_WORDS[1]} in
    help) ${fromWords(commands.map(({ name }) => name))} ;;
${commandCases(argumentWords).join('\n')}
  esac
}
complete -F _spfx spfx`;
