import { findOperation, operationsOf, vendors } from '../../src/operations/catalog.ts';
import { fieldsOf } from '../../src/operations/fields.ts';
import { wordsOf } from '../../src/operations/operation.ts';

export type Shell = 'bash' | 'zsh';

/** The words of the bot itself beside the vendors. */
export const OWN_WORDS = ['help', 'history', 'show', 'undo', 'completion'] as const;

/** What may follow the words typed so far, from the catalog alone. `words` is without the program's name. */
export function completionsFor(words: readonly string[]): string[] {
  const [vendorId, resource, verb] = words;
  if (vendorId === undefined) return [...vendors.map(({ id }) => id), ...OWN_WORDS];
  const vendor = vendors.find(({ id }) => id === vendorId);
  if (!vendor) return [];
  if (resource === undefined) return [...new Set(vendor.operations.map(({ id }) => wordsOf(id).resource)), 'help'];
  if (verb === undefined) return [...operationsOf(vendor, resource).map(({ id }) => wordsOf(id).verb), 'help'];
  const operation = findOperation(`${vendorId}.${resource}.${verb}`);
  return operation ? fieldsOf(operation).map(({ name }) => `${name}=`) : [];
}

/** Every line of words that completion knows, as `prefix<tab>words`: a table the shell searches without Node. */
function table(): string {
  const prefixes: string[][] = [[]];
  for (const vendor of vendors) {
    prefixes.push([vendor.id]);
    for (const resource of new Set(vendor.operations.map(({ id }) => wordsOf(id).resource)))
      prefixes.push([vendor.id, resource]);
    for (const { id } of vendor.operations) {
      const words = wordsOf(id);
      prefixes.push([words.vendor, words.resource, words.verb]);
    }
  }
  return prefixes.map((prefix) => `${prefix.join(' ')}\t${completionsFor(prefix).join(' ')}`).join('\n');
}

const BASH = `# Completion of Bellhop's terminal door for bash: source it, then type "ops" and press Tab.
ops() { npm run --silent ops -- "$@"; }
_ops() {
  local prefix="\${COMP_WORDS[*]:1:COMP_CWORD-1}" current="\${COMP_WORDS[COMP_CWORD]}" line
  # bash takes "=" for a word of its own: what follows it is a value, not the name of a field.
  [ "\${COMP_WORDS[COMP_CWORD-1]}" = "=" ] && return
  [ "$COMP_CWORD" -gt 4 ] && prefix="\${COMP_WORDS[*]:1:3}"
  while IFS= read -r line; do
    if [ "\${line%%$'\\t'*}" = "$prefix" ]; then
      COMPREPLY=( $(compgen -W "\${line#*$'\\t'}" -- "$current") )
      case "\${COMPREPLY[0]}" in *=) compopt -o nospace 2>/dev/null ;; esac
      return
    fi
  done <<'WORDS'
%TABLE%
WORDS
}
complete -F _ops ops
`;

const ZSH = `#compdef ops
# Completion of Bellhop's terminal door for zsh: source it after compinit, then type "ops" and press Tab.
ops() { npm run --silent ops -- "$@"; }
_ops() {
  local line tab=$'\\t'
  local -i last=$(( CURRENT > 5 ? 4 : CURRENT - 1 ))
  local prefix="\${(j: :)words[2,last]}"
  local -a found fields
  while IFS= read -r line; do
    if [[ "\${line%%$tab*}" == "$prefix" ]]; then
      found=( \${=line#*$tab} )
      fields=( \${(M)found:#*=} )
      compadd -- \${found:#*=}
      compadd -S '' -- $fields
      return
    fi
  done <<'WORDS'
%TABLE%
WORDS
}
compdef _ops ops
`;

/** The completion script for a shell. */
export const completionScript = (shell: Shell): string => (shell === 'bash' ? BASH : ZSH).replace('%TABLE%', table());
