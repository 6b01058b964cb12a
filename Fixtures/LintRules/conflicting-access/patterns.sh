# A pattern stands for what it can match.

function writes_site { iniset /etc/httpd/conf.d/api.conf DEFAULT a b; }
function other_beginning_ok {
    async_run site-1 writes_site
    sudo rm -f /etc/httpd/conf.d/000-*
    async_wait site-1
}
function other_end_ok {
    async_run site-2 writes_site
    sudo rm -f /etc/httpd/conf.d/*.bak
    async_wait site-2
}
function below_another_ok {
    async_run site-3 writes_site
    sudo rm -rf /etc/httpd/conf.d/old*/x
    async_wait site-3
}
function every_file_bad {
    async_run site-4 writes_site
    sudo rm -f /etc/httpd/conf.d/*.conf
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes files '/etc/httpd/conf.d/*.conf' while task 'site-4', which changes file '/etc/httpd/conf.d/api.conf', may be running
    async_wait site-4
}
function all_of_it_bad {
    async_run site-5 writes_site
    sudo sed -i 's/a/b/' /etc/httpd/conf.d/*
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes files '/etc/httpd/conf.d/*' while task 'site-5', which changes file '/etc/httpd/conf.d/api.conf', may be running
    async_wait site-5
}
