# Publishes the images when all services run

if is_service_enabled images; then
    if [[ "$1" == "stack" && "$2" == "extra" ]]; then
        publish_images
    fi
fi
