// Package assign pairs two lists at the least total cost: tracks with bodies,
// truth with what was found.
package assign

import "math"

// Never is the cost of a pair that must not be made.
const Never = 1e9

// Least pairs rows with columns at the least total cost and returns, for each
// row, its column or -1. As many pairs as possible are made; a pair that costs
// [Never] or more is not made.
//
// It is the shortest augmenting path form of the Hungarian method (Jonker and
// Volgenant 1987, "A shortest augmenting path algorithm for dense and sparse
// linear assignment problems"), of the order of n³.
func Least(cost [][]float64) []int {
	rows := len(cost)
	pairs := make([]int, rows)
	if rows == 0 {
		return pairs
	}
	n := max(rows, len(cost[0]))
	s := newSolver(n, func(i, j int) float64 {
		if i < rows && j < len(cost[i]) {
			return min(cost[i][j], Never)
		}
		return Never // a place to stay alone
	})
	for i := 1; i <= n; i++ {
		s.add(i)
	}
	for i := range pairs {
		pairs[i] = -1
	}
	for j, i := range s.rowOf {
		if j > 0 && i <= rows && j <= len(cost[i-1]) && cost[i-1][j-1] < Never {
			pairs[i-1] = j - 1
		}
	}
	return pairs
}

// solver holds a square problem in which some rows are paired already. Rows
// and columns are counted from 1; 0 stands for the row that is being added.
type solver struct {
	n                  int
	cost               func(i, j int) float64 // counted from 0
	rowPrice, colPrice []float64
	rowOf              []int // the row of each column, 0 where free
	from               []int // the column before it on the shortest path
}

func newSolver(n int, cost func(i, j int) float64) *solver {
	return &solver{n, cost, make([]float64, n+1), make([]float64, n+1), make([]int, n+1), make([]int, n+1)}
}

// add pairs one more row: it finds the shortest path of exchanges to a free
// column and makes them.
func (s *solver) add(row int) {
	least, used := make([]float64, s.n+1), make([]bool, s.n+1)
	for j := range least {
		least[j] = math.Inf(1)
	}
	s.rowOf[0] = row
	j := 0
	for s.rowOf[j] != 0 {
		used[j] = true
		j = s.extend(j, least, used)
	}
	for j != 0 {
		s.rowOf[j] = s.rowOf[s.from[j]]
		j = s.from[j]
	}
}

// extend lengthens the paths by way of column j, changes the prices so that the
// shortest one costs nothing, and returns the column that it ends in.
func (s *solver) extend(j int, least []float64, used []bool) int {
	row, step, next := s.rowOf[j], math.Inf(1), 0
	for k := 1; k <= s.n; k++ {
		if used[k] {
			continue
		}
		if c := s.cost(row-1, k-1) - s.rowPrice[row] - s.colPrice[k]; c < least[k] {
			least[k], s.from[k] = c, j
		}
		if least[k] < step {
			step, next = least[k], k
		}
	}
	for k := 0; k <= s.n; k++ {
		if used[k] {
			s.rowPrice[s.rowOf[k]] += step
			s.colPrice[k] -= step
		} else {
			least[k] -= step
		}
	}
	return next
}
