# Completion for ytterby-cli in bash.
_ytterby_cli ()
{
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}

  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W 'picture --help --version' -- "$cur")
    return
  fi

  case $prev in
    --document|-d)
      mapfile -t COMPREPLY < <(compgen -f -X '!*.gpkg' -- "$cur"; compgen -d -- "$cur") ;;
    --links)
      mapfile -t COMPREPLY < <(compgen -W 'selection all none' -- "$cur") ;;
    --filter)
      compopt -o nospace
      mapfile -t COMPREPLY < <(compgen -S = -W 'stage status country element organisation precision start capacity
        conflict newest-source' -- "$cur") ;;
    --view|--tour|--stop|--select|--at|--search|--year|--told|--size|--scale|--magnify|--title)
      ;;
    *)
      case $cur in
        -*)
          mapfile -t COMPREPLY < <(compgen -W '--document --view --tour --stop --select --at --search --filter --year
            --told --links --size --scale --magnify --title --no-title --no-legend --no-scale-bar --dark --help' \
            -- "$cur") ;;
        *)
          mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
      esac ;;
  esac
}
complete -o filenames -F _ytterby_cli ytterby-cli
