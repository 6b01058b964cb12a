# Two phases apart, in functions of another file.
# file: devstack/plugin.sh
source $DEST/example/devstack/lib/example
if [[ "$1" == "stack" && "$2" == "install" ]]; then
    example_collect
elif [[ "$1" == "stack" && "$2" == "extra" ]]; then
    example_begin
fi
# file: devstack/lib/example
function example_begin {
    async_run example-images fetch_images
    #         ^^^^^^^^^^^^^^ error[task-never-awaited]: nothing awaits task 'example-images' after its start
}
function example_collect {
    async_wait example-images
    #          ^^^^^^^^^^^^^^ error[wait-before-start]: task 'example-images' is only started after this wait
}
