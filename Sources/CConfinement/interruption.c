#define _GNU_SOURCE
#include "confinement.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
static volatile sig_atomic_t noted;

static void note(int number) { noted = number; }

void confinement_note_interruptions(void) {
    for (size_t index = 0; index < sizeof numbers / sizeof *numbers; index++) {
        struct sigaction old, action = {.sa_handler = note};
        // Who has it ignored (nohup) means it.
        if (sigaction(numbers[index], NULL, &old) == 0 && old.sa_handler == SIG_IGN) continue;
        sigaction(numbers[index], &action, NULL);
    }
}

int confinement_interruption(void) { return noted; }

void confinement_end_by(int number) {
    signal(number, SIG_DFL);
    kill(getpid(), number);
    _exit(128 + number);
}
