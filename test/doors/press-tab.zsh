# Presses Tab in a real shell on a terminal of its own: press-tab.zsh <zsh|bash> <completion script> <line>...
# For each line it prints everything the shell wrote; the line as completed stands there as "[linex]".
zmodload zsh/zpty
shell=$1 script=$2
shift 2
if [[ $shell == zsh ]]; then zpty sh 'zsh -f -i'; else zpty sh 'bash --norc --noprofile -i'; fi
zpty -w sh 'PS1="READY> "; stty cols 200'
[[ $shell == zsh ]] && zpty -w sh 'bindkey -e; autoload -Uz compinit; compinit -D -u; unsetopt beep listbeep'
zpty -w sh "source $script"
zpty -w sh 'echo LOA''DED'
zpty -r -m sh out '*LOADED*READY> *'
for line in "$@"; do
  zpty -w -n sh "$line"$'\t'
  sleep 0.3
  # An x where the cursor is, then the line becomes what echo prints: Ctrl+A goes to its start, Ctrl+E to its end.
  zpty -w -n sh $'x\x01echo "[\x05]"\n'
  zpty -r -m sh out '*[[]ops*READY> *'
  print -r -- "$out"
done
zpty -d sh
