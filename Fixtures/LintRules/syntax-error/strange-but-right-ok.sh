# What bash accepts is no error, however strange.

function strange {
    local if=then
    case for in for) echo esac ;; esac
    echo `echo a``echo b`
    : ${x:-`date`} $((a ? b : c)) {a..z} "${y//\//_}"
    [[ $a =~ ^(a|b)$ ]] && cat <<-"EOF" | tr a b
	if this were shell; then
	EOF
    coproc cat
    select x in a b; do break; done
}
