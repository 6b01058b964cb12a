internal import Glibc
internal import MockCommands

// What stands under the names of commands where the whole program is not at hand: when it is tested.
MockCommand.standIn(CommandLine.arguments, unless: "mock-command")
exit(2)
