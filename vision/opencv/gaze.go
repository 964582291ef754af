package opencv

import (
	"time"

	"nabij/vision"
	"nabij/vision/emptyroom"
)

// gaze decides at which frames the network looks at the whole picture. What has
// not changed needs no second look, and people who are known can be foretold for
// a frame or two: so a session costs about half of what looking at every frame
// would. Whoever comes new is looked at at once, and again until it is sure; and
// so is the room when someone is suddenly not seen.
type gaze struct {
	grid   emptyroom.Grid
	cells  []uint8 // mean colours when it last looked
	at     time.Duration
	moved  time.Duration // when something last had changed
	credit float64       // looks that may be spent
	begun  bool

	differs []bool // cells, a buffer
}

const (
	// Each frame brings a part of a look. What is not spent while all keeps still
	// is there when something moves, and where it is unsure who is there one is lent.
	looksPerFrame = 0.5
	looksMost     = 3.0
	looksLent     = 1.0
	// However still it is, the whole room is looked at this often, and less often
	// when it has been still for long, and for longer.
	lookAgain    = time.Second
	lookAtRest   = 3 * time.Second
	restfulAfter = 5 * time.Second
	lookAtPeace  = 5 * time.Second
	peaceAfter   = 10 * time.Second
	// Fewer frames are asked for when it has been still for so long: as many as
	// notice a movement within a tenth of a second, and at peace within a fifth.
	calmAfter = 2 * time.Second
	calmGap   = time.Second / 10
	peaceGap  = time.Second / 5
	// A cell has changed when one of its mean colours is this many levels off. A
	// few beside a known person may be her hand or her shadow.
	changedLevels = 7
	changedCells  = 4
	strangeCells  = 12
	// besides is how far around a person's box a change is hers, in sides of it.
	besides = 0.3
)

// due reports whether to look at this frame, by its mean colours, and whether it
// is still the picture of the last look.
func (g *gaze) due(cells []uint8, at time.Duration, expect vision.Expect) (look, unchanged bool) {
	g.credit = min(looksMost, g.credit+looksPerFrame)
	if g.begun {
		changed, strange := g.changes(cells, expect.Boxes)
		unchanged = changed < changedCells
		urgent := expect.Unsure || strange >= strangeCells
		if !unchanged || urgent {
			g.moved = at
		}
		again, _ := g.rest(at)
		wanted := urgent || !unchanged || at-g.at >= again
		if !wanted || g.credit < 1 && !(urgent && g.credit > 1-looksLent) {
			return false, unchanged
		}
	}
	g.begun = true
	g.credit--
	g.at = at
	g.cells = append(g.cells[:0], cells...)
	return true, unchanged
}

// rest is what a frame's stillness allows: how long after a look nothing need change
// for the next, and how far apart frames may come; 0: every one is wanted.
func (g *gaze) rest(at time.Duration) (again, gap time.Duration) {
	switch still := at - g.moved; {
	case still > peaceAfter:
		return lookAtPeace, peaceGap
	case still > restfulAfter:
		return lookAtRest, calmGap
	case still > calmAfter:
		return lookAgain, calmGap
	}
	return lookAgain, 0
}

// changes counts the cells that differ from those at the last look, as do the
// ones to their left and above, which noise hardly ever does; and those of them
// that lie beside everybody known.
func (g *gaze) changes(cells []uint8, known []vision.Box) (changed, strange int) {
	wide := g.grid.Size.Width
	g.differs = g.differs[:0]
	for i := range g.grid.Cells() {
		g.differs = append(g.differs, differs(cells[3*i:3*i+3], g.cells[3*i:3*i+3]))
		if i%wide == 0 || i < wide || !g.differs[i] || !g.differs[i-1] || !g.differs[i-wide] {
			continue
		}
		changed++
		if !near(g.grid.Centre(i), known) {
			strange++
		}
	}
	return changed, strange
}

func differs(a, b []uint8) bool {
	for c := range a {
		if d := int(a[c]) - int(b[c]); d > changedLevels || d < -changedLevels {
			return true
		}
	}
	return false
}

// near reports whether a position lies in or beside one of the boxes.
func near(p vision.Pixel, boxes []vision.Box) bool {
	for _, b := range boxes {
		across, down := besides*b.Width, besides*b.Height
		if p.U >= b.Left-across && p.U <= b.Right()+across && p.V >= b.Top-down && p.V <= b.Bottom()+down {
			return true
		}
	}
	return false
}
