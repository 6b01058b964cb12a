# devstack plugin of the weather service

WEATHER_PLUGIN_DIR=$(dirname "${BASH_SOURCE[0]}")
source $WEATHER_PLUGIN_DIR/lib/weather

case "$1" in
    stack)
        case "$2" in
            pre-install)
                async_wait weather-map
                ;;
            install)
                async_runfunc install_weather
                async_run weather-map draw_map
                ;;
            post-config)
                async_wait install_weather
                configure_weather
                ;;
        esac
        ;;
    unstack)
        stop_process weather
        ;;
esac
