package track

import (
	"slices"
	"time"

	"nabij/vision"
)

// picture is a frame that was looked at, kept for those who get a name later.
type picture struct {
	frame int
	at    time.Duration
	clock time.Time
	size  vision.Size
}

const (
	// Whoever was seen this often where she later gets a name was there before.
	leastEarlier = 3
	// The share of boxes that is of one body, and how long she may go unseen.
	sameSpot    = 0.4 // IoU
	longestGone = 20 * time.Second
	// Whoever goes no further in her first second is one who keeps still, m.
	keepsStillM = 0.25
)

// remember keeps a sighting of somebody without a name.
func (t *Tracker) remember(s vision.Sight, x *sighting) {
	if t.options.KeepPath {
		t.nameless = append(t.nameless, moment{frame: s.Frame, at: s.At, clock: s.Clock, size: s.Size,
			box: x.body.Box, body: x.body, covered: x.covered})
	}
}

// earlier returns a path from before a person had her name, or nil: whoever keeps
// still where a body was seen before, if never for long enough to be sure of it,
// was there all the time.
func (t *Tracker) earlier(path []moment, again []glimpse) []moment {
	first, start := path[0], again[0].motion.place().At
	for i := 0; i < len(path) && path[i].at < first.at+time.Second; i++ {
		if again[i].motion.place().At.Distance(start) > keepsStillM {
			return nil
		}
	}
	seen := t.seenBefore(path)
	if len(seen) < leastEarlier {
		return nil
	}
	from := seen[0].at
	var out []moment
	for _, f := range t.pictures {
		if f.at < from || f.at >= first.at {
			continue
		}
		m := moment{frame: f.frame, at: f.at, clock: f.clock, size: f.size, box: first.box}
		if len(seen) > 0 && seen[0].frame == f.frame {
			m, seen = seen[0], seen[1:]
		}
		out = append(out, m)
	}
	return append(out, path...)
}

// seenBefore returns the sightings of nobody known that are like the first of a
// path, in the order of their time.
func (t *Tracker) seenBefore(path []moment) (seen []moment) {
	named := map[*vision.Body]bool{}
	for _, p := range t.people {
		for _, m := range p.path {
			named[m.body] = true
		}
	}
	faintest := faintShare * shown(path[:min(len(path), 5)])
	next := path[0].at
	for _, m := range slices.Backward(t.nameless) {
		if m.at >= next || next-m.at > longestGone || named[m.body] {
			continue
		}
		if m.body.Score >= birthScore && limbs(m.body) >= faintest && m.box.IoU(path[0].box) >= sameSpot {
			seen, next = append(seen, m), m.at
		}
	}
	slices.Reverse(seen)
	return seen
}

// shown is the mean score of the joints over the moments in which a body was seen.
func shown(path []moment) (mean float64) {
	n := 0.0
	for _, m := range path {
		if m.body != nil {
			n++
			mean += (limbs(m.body) - mean) / n
		}
	}
	return mean
}
