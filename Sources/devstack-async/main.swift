internal import CMalloc
internal import Workspace

// One heap for all threads, which grows in large steps: that of a single thread asks the kernel for every page anew.
_ = mallopt(M_ARENA_MAX, 1)
_ = mallopt(M_TOP_PAD, 16 << 20)
LargeStack.runMain { EntryPoint.run() }
