/// The strongly connected components of a graph on `0..<successors.count`, callees before callers (Tarjan 1972).
///
/// Iterative, so that a long chain cannot overflow the stack.
package func stronglyConnectedComponents(_ successors: [[Int]]) -> [[Int]] {
  struct Visit {
    let vertex: Int
    var nextSuccessor = 0
  }
  let count = successors.count
  var order = Array(repeating: -1, count: count)
  var lowest = Array(repeating: 0, count: count)
  var isOpen = Array(repeating: false, count: count)
  var open: [Int] = []
  var components: [[Int]] = []
  var visited = 0

  for root in 0..<count where order[root] < 0 {
    var visits = [Visit(vertex: root)]
    while let visit = visits.last {
      let vertex = visit.vertex
      if visit.nextSuccessor == 0 && order[vertex] < 0 {
        order[vertex] = visited
        lowest[vertex] = visited
        visited += 1
        open.append(vertex)
        isOpen[vertex] = true
      }
      if visit.nextSuccessor < successors[vertex].count {
        visits[visits.count - 1].nextSuccessor += 1
        let successor = successors[vertex][visit.nextSuccessor]
        if order[successor] < 0 {
          visits.append(Visit(vertex: successor))
        } else if isOpen[successor] {
          lowest[vertex] = min(lowest[vertex], order[successor])
        }
        continue
      }
      visits.removeLast()
      if let parent = visits.last?.vertex { lowest[parent] = min(lowest[parent], lowest[vertex]) }
      guard lowest[vertex] == order[vertex] else { continue }
      var component: [Int] = []
      while let member = open.popLast() {
        isOpen[member] = false
        component.append(member)
        if member == vertex { break }
      }
      components.append(component)
    }
  }
  return components
}
