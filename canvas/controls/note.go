package controls

import "time"

// note is a short line that says that a key was understood.
type note struct {
	words string
	until time.Time
}

// How long a note stays, and how long it takes to fade.
const (
	noteTime = 2500 * time.Millisecond
	fadeTime = 400 * time.Millisecond
)

// acknowledge says a short line for a while.
func (p *Panel) acknowledge(line string) {
	p.note = note{line, p.now.Add(noteTime)}
	p.stale = true
}

// fading lets a note go when its time is over. It returns whether the note
// looks different from a moment ago.
func (n *note) fading(now time.Time) bool {
	if n.words == "" {
		return false
	}
	left := n.until.Sub(now)
	if left <= 0 {
		n.words = ""
	}
	return left < fadeTime
}

// strength is how much of the note is seen, 0 to 1.
func (n *note) strength(now time.Time) float64 {
	return max(0, min(1, float64(n.until.Sub(now))/float64(fadeTime)))
}
