internal import CMalloc
internal import MockCommands
internal import Workspace

// In the mock world this program stands under the names of commands.
MockCommand.standIn(CommandLine.arguments, unless: "devstack-async")

// The heaps of threads grow in large steps: each smaller one is a call of the kernel.
_ = mallopt(M_TOP_PAD, 16 << 20)
LargeStack.runMain { EntryPoint.run() }
