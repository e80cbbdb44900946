# Completion for ytterby-cli in bash.
_ytterby_cli ()
{
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}

  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W 'build check claims export figures history import list merge picture publish send
      show undo update --help --version' -- "$cur")
    return
  fi

  case $prev in
    --document|-d)
      mapfile -t COMPREPLY < <(compgen -f -X '!*.gpkg' -- "$cur"; compgen -d -- "$cur") ;;
    --output|-o)
      mapfile -t COMPREPLY < <(compgen -f -X '!*.gpkg' -- "$cur"; compgen -d -- "$cur"); return ;;
    --separator)
      mapfile -t COMPREPLY < <(compgen -W 'comma semicolon tab bar space' -- "$cur") ;;
    --links)
      mapfile -t COMPREPLY < <(compgen -W 'selection all none' -- "$cur") ;;
    --filter)
      compopt -o nospace
      mapfile -t COMPREPLY < <(compgen -S = -W 'stage status country element organisation precision start capacity
        conflict newest-source' -- "$cur") ;;
    --format|-f)
      mapfile -t COMPREPLY < <(compgen -W 'table csv json text' -- "$cur"); return ;;
    --as|-a)
      mapfile -t COMPREPLY < <(compgen -W 'gpkg geojson kml csv claims.csv xlsx bib csl.json csv-folder' -- "$cur"); return ;;
    --precision)
      mapfile -t COMPREPLY < <(compgen -W 'site locality region' -- "$cur"); return ;;
    --view|--tour|--stop|--select|--at|--search|--year|--told|--since|--size|--scale|--magnify|--title)
      ;;
    *)
      case $cur in
        -*)
          case ${COMP_WORDS[1]} in
            list) mapfile -t COMPREPLY < <(compgen -W '--document --view --search --filter --year --told --format --help' \
              -- "$cur"); return ;;
            show|figures|claims) mapfile -t COMPREPLY < <(compgen -W '--document --year --told --format --help' -- "$cur")
              return ;;
            build) mapfile -t COMPREPLY < <(compgen -W '--output --force --help' -- "$cur"); return ;;
            check) mapfile -t COMPREPLY < <(compgen -W '--document --format --limit --help' -- "$cur"); return ;;
            export) mapfile -t COMPREPLY < <(compgen -W '--document --as --view --search --filter --year --told --help' \
              -- "$cur"); return ;;
            import) mapfile -t COMPREPLY < <(compgen -W '--document --dry-run --layer --encoding --separator --precision --date --source
              --column --swap
              --help' -- "$cur"); return ;;
            publish) mapfile -t COMPREPLY < <(compgen -W '--document --schema --view --search --filter --help' -- "$cur"); return ;;
            update) mapfile -t COMPREPLY < <(compgen -W '--document --schema --dry-run --all --help' -- "$cur"); return ;;
            merge) mapfile -t COMPREPLY < <(compgen -W '--document --dry-run --mine --theirs --both --release --help' -- "$cur")
              return ;;
            send) mapfile -t COMPREPLY < <(compgen -W '--document --since --help' -- "$cur"); return ;;
            history) mapfile -t COMPREPLY < <(compgen -W '--document --limit --fields --help' -- "$cur"); return ;;
            undo) mapfile -t COMPREPLY < <(compgen -W '--document --help' -- "$cur"); return ;;
          esac
          mapfile -t COMPREPLY < <(compgen -W '--document --view --tour --stop --select --at --search --filter --year
            --told --links --size --scale --magnify --title --no-title --no-legend --no-scale-bar --dark --help' \
            -- "$cur") ;;
        *)
          mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
      esac ;;
  esac
}
complete -o filenames -F _ytterby_cli ytterby-cli
