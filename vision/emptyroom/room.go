package emptyroom

import (
	"time"

	"nabij/vision"
)

// Room is the empty room as one camera sees it. It is for one goroutine at a
// time, and keeps its buffers from frame to frame.
type Room struct {
	grid  Grid
	last  time.Duration // of the last frame
	begun bool

	now     [3][]float32 // logarithms of this frame's colours
	shown   []float32    // their mean: this frame's brightness
	model   model
	light   light
	guard   []uint8 // who is thought to be in a cell
	mask    []uint8 // the last foreground
	patches []patch
	boxes   []vision.Box
	compare
	shift shift
}

// View is what the empty room says about a frame.
type View struct {
	// Foreground is what differs from the empty room; nil while less than half
	// of the room is known. It belongs to the caller.
	Foreground *vision.Mask
	// Unexplained are the boxes, in px, of patches of foreground that may be a
	// body where nobody is known to be, the largest first. They are valid until
	// the next frame.
	Unexplained []vision.Box
	// LightChanged tells that the light has changed in the last few seconds.
	LightChanged bool
	// CameraMoved tells that the room is not where it was when it was learned.
	// Shift is how far its things have gone since, in px of the picture; zero
	// where that could not be measured.
	CameraMoved bool
	Shift       vision.Pixel
}

// New returns a room of which nothing is known, for pictures of a size.
func New(picture vision.Size) *Room {
	grid := GridOf(picture)
	n := grid.Cells()
	r := &Room{grid: grid, guard: make([]uint8, n), mask: make([]uint8, n), shown: make([]float32, n)}
	for c := range r.now {
		r.now[c] = make([]float32, n)
	}
	r.model = newModel(n)
	r.light = newLight(grid.Size)
	r.compare = newCompare(n)
	r.shift = newShift(grid.Size)
	return r
}

// Grid is how the room's pictures are cut into cells.
func (r *Room) Grid() Grid { return r.grid }

// Look compares a frame with the empty room and learns what it may. Colours
// are the mean colours of the grid's cells, three bytes each in any order that
// stays the same; at is the frame's time. Found are the bodies of this frame,
// expected the boxes in px of people who are known to be there.
func (r *Room) Look(at time.Duration, colours []uint8, found []vision.Body, expected []vision.Box) View {
	var since time.Duration
	if r.begun {
		since = min(max(at-r.last, 0), time.Second)
	}
	r.last, r.begun = at, true
	r.read(colours)
	r.setGuard(found, expected)
	r.doubt(expected)

	r.light.follow(r, since)
	var view View
	if 2*r.model.count >= r.grid.Cells() {
		r.subtract()
		view.Foreground = &vision.Mask{Size: r.grid.Size, Step: r.grid.Step, Cells: append([]uint8(nil), r.mask...)}
		view.Unexplained = r.unexplained()
		view.LightChanged = r.light.changed()
		view.Shift, view.CameraMoved = r.shift.follow(r, since)
	}
	r.learn(at, since)
	return view
}

// read takes the logarithms of a frame's colours.
func (r *Room) read(colours []uint8) {
	blue, green, red := r.now[0], r.now[1], r.now[2]
	for i := range r.shown {
		b, g, d := logs[colours[3*i]], logs[colours[3*i+1]], logs[colours[3*i+2]]
		blue[i], green[i], red[i] = b, g, d
		r.shown[i] = (b + g + d) / 3
	}
}

// Who is thought to be in a cell.
const (
	nobody  = iota
	perhaps // something that looks a little like a body
	someone // a known person, or a body that is surely one
)

const (
	sureBody  = 0.4  // score: furniture hardly ever reaches it
	beside    = 0.12 // of a box's size: what reaches out of it
	besideMin = 2    // cells
)

// setGuard marks the cells where people are, or may be.
func (r *Room) setGuard(found []vision.Body, expected []vision.Box) {
	clear(r.guard)
	for i := range found {
		who := uint8(perhaps)
		if found[i].Score >= sureBody {
			who = someone
		}
		r.mark(found[i].Box, who)
	}
	for _, box := range expected {
		r.mark(box, someone)
	}
}

func (r *Room) mark(box vision.Box, who uint8) {
	left, top, right, bottom := r.grid.span(r.around(box))
	for y := top; y < bottom; y++ {
		row := r.guard[y*r.grid.Size.Width:]
		for x := left; x < right; x++ {
			row[x] = max(row[x], who)
		}
	}
}

// around returns a box with what a body may reach out of it.
func (r *Room) around(b vision.Box) vision.Box {
	least := float64(besideMin * r.grid.Step)
	across, down := max(least, beside*b.Width), max(least, beside*b.Height)
	return vision.Box{Left: b.Left - across, Top: b.Top - down, Width: b.Width + 2*across, Height: b.Height + 2*down}
}
