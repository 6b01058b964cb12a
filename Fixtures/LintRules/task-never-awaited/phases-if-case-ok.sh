# file: devstack/plugin.sh
if [[ $1 == stack ]]; then
    case $2 in
        pre-install) install_package example ;;
        install) async_run example-build build_example "$DEST" ;;
        test-config) async_wait example-build ;;
    esac
fi
