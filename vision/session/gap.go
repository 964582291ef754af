package session

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Gap is a stretch of time whose scenes could not be kept, or in which there
// were none.
type Gap struct {
	From, To time.Duration // At of the first and the last scene left out
	Scenes   int
}

func (g *Gap) add(at time.Duration) {
	if g.Scenes == 0 {
		g.From = at
	}
	g.To = at
	g.Scenes++
}

// Gaps returns the stretches that could not be kept, in order.
func (r *Record) Gaps() ([]Gap, error) {
	entries, err := r.texts(entryGap)
	gaps := make([]Gap, len(entries))
	for i, e := range entries {
		if err := unmarshalText(e.data, &gaps[i]); err != nil {
			return gaps[:i], fmt.Errorf("record %q: %w at entry %d: %w", r.path, ErrDamaged, e.seq, err)
		}
	}
	return gaps, err
}

// shortestHole is how long nothing must have come for it to be called a
// stretch without scenes.
const shortestHole = 2 * time.Second

// Holes returns the stretches in which nothing was recorded, in order: what
// could not be kept, and the times at which nobody looked, because the camera
// was told not to or the computer slept. From is the last scene before a
// stretch, To the first one after it.
func (r *Record) Holes() ([]Gap, error) {
	gaps, err := r.Gaps()
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	starts, err := r.from.starts()
	for i := 1; i < len(starts) && err == nil; i++ {
		if starts[i]-starts[i-1] < shortestHole {
			continue
		}
		var block *entry
		block, err = r.from.blockAt(starts[i-1], false)
		if block != nil && starts[i]-block.to >= shortestHole {
			gaps = append(gaps, Gap{From: block.to, To: starts[i]})
		}
	}
	if err != nil {
		return nil, fmt.Errorf("record %q: %w", r.path, explain(err))
	}
	slices.SortFunc(gaps, func(a, b Gap) int { return cmp.Compare(a.From, b.From) })
	return joined(gaps), nil
}

// joined makes one of stretches that overlap.
func joined(gaps []Gap) (apart []Gap) {
	for _, g := range gaps {
		if n := len(apart); n > 0 && g.From <= apart[n-1].To {
			last := &apart[n-1]
			last.To, last.Scenes = max(last.To, g.To), last.Scenes+g.Scenes
			continue
		}
		apart = append(apart, g)
	}
	return apart
}
