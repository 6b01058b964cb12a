# The later phase stands first in the file; each phase sources the file anew.
# file: devstack/plugin.sh
case "$1,$2" in
    stack,post-config) async_wait build_example ;;
    stack,install) async_runfunc build_example ;;
esac
