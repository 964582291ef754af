package session

import (
	"fmt"
	"time"
)

// Gap is a stretch of time whose scenes could not be kept.
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
