import DataFlow
import Testing

@Suite("Strongly connected components")
struct ComponentTests {
  @Test("callees come before callers, cycles together")
  func order() {
    // 0 calls 1, 1 and 2 call each other, 2 calls 3; 4 stands alone and calls itself.
    let components = stronglyConnectedComponents([[1], [2], [1, 3], [], [4]]).map { $0.sorted() }
    #expect(components == [[3], [1, 2], [0], [4]])
  }

  @Test("a chain of a hundred thousand does not overflow the stack")
  func longChain() {
    let count = 100_000
    let components = stronglyConnectedComponents((0..<count).map { $0 + 1 < count ? [$0 + 1] : [] })
    #expect(components.count == count)
    #expect(components.first == [count - 1])
  }
}
