internal import CMalloc
internal import Workspace

// The heaps of threads grow in large steps: each smaller one is a call of the kernel.
_ = mallopt(M_TOP_PAD, 16 << 20)
LargeStack.runMain { EntryPoint.run() }
