package score

import "nabij/vision/assign"

// nameTable counts how often each person and each name were at one place.
type nameTable struct {
	people, names map[string]int // rows of each
	near          map[[2]string]int
}

func (n *nameTable) add(people []Truth, found []Found, far [][]float64) {
	if n.near == nil {
		n.people, n.names, n.near = map[string]int{}, map[string]int{}, map[[2]string]int{}
	}
	for i, p := range people {
		n.people[p.Person]++
		for j, f := range found {
			if far[i][j] < GateM {
				n.near[[2]string{p.Person, f.Person}]++
			}
		}
	}
	for _, f := range found {
		n.names[f.Person]++
	}
}

// agreed returns the greatest number of frames that one pairing of people with
// names, for the whole scene, can explain.
func (n *nameTable) agreed() int {
	people, names := sorted(n.people), sorted(n.names)
	together := make([][]int, len(people))
	for i, p := range people {
		together[i] = make([]int, len(names))
		for j, name := range names {
			together[i][j] = n.near[[2]string{p, name}]
		}
	}
	return mostTogether(together)
}

// mostTogether pairs rows and columns so that the sum of their counts is the
// greatest, and returns the sum.
func mostTogether(counts [][]int) int {
	cost := make([][]float64, len(counts))
	for i, row := range counts {
		cost[i] = make([]float64, len(row))
		for j, n := range row {
			cost[i][j] = -float64(n)
		}
	}
	sum := 0
	for i, j := range assign.Least(cost) {
		if j >= 0 {
			sum += counts[i][j]
		}
	}
	return sum
}
