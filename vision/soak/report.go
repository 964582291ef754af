package soak

import (
	"fmt"
	"time"
)

// Count is what became of the faults of one kind.
type Count struct {
	Injected, Noticed, Survived int
	Latest                      time.Duration // the longest from the beginning to the notice
	Lost                        time.Duration // the most that one of them cost the record
}

// Report is how a soak went.
type Report struct {
	Passed   time.Duration // of made-up time
	Scenes   int
	Sessions int // records that were made, closed and read back
	People   int // names that were given
	Kinds    map[string]*Count
	// HeapMB is the memory in use after each record, in MB (10⁶ bytes), and
	// Goroutines how many were left at the end beyond those at the beginning.
	HeapMB     []float64
	Goroutines int
	Problems   []string // the first of them
	problems   int
}

func (r *Report) problem(format string, args ...any) {
	if r.problems++; len(r.Problems) < 20 {
		r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
	}
}

// Total adds all kinds up.
func (r *Report) Total() (sum Count) {
	for _, c := range r.Kinds {
		sum.Injected += c.Injected
		sum.Noticed += c.Noticed
		sum.Survived += c.Survived
		sum.Latest = max(sum.Latest, c.Latest)
		sum.Lost = max(sum.Lost, c.Lost)
	}
	return sum
}

// Good reports whether every fault was noticed in time and survived, and none
// cost more than a second of record.
func (r *Report) Good() bool {
	t := r.Total()
	return r.problems == 0 && t.Noticed == t.Injected && t.Survived == t.Injected && t.Lost <= time.Second && t.Latest <= 2*time.Second
}
