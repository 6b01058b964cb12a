internal import Workspace

LargeStack.runMain { EntryPoint.run() }
