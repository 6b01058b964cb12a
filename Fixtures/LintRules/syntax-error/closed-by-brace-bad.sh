function start_service {
    if is_service_enabled example; then
        run_process example "$EXAMPLE_BIN"
}
#< error[syntax-error]: syntax error near unexpected token `}'
