package opencv

import (
	"image"
	"math"
	"time"

	"gocv.io/x/gocv"

	"nabij/vision"
)

// closer looks more closely at a place in a frame, and decides how often.
type closer struct {
	net  *network
	cost float64 // of one look, in passes of the whole picture
	// credit is what may be spent, in passes; turn counts the looks, so that
	// everybody who is missing gets hers.
	credit float64
	turn   int
}

// closeSide is the input's side in px for a region: 42 ms against 66 ms for
// the whole picture.
const closeSide = 256

const (
	creditPerFrame = 0.25 // passes
	creditMost     = 1.0
	// expectedShare of the threshold is enough for a body where a known person
	// is expected.
	expectedShare = 0.5
	sameAsBefore  = 0.35 // IoU of a body and the box where somebody was
	coveredShare  = 0.3  // of a box, behind a body
	sameBody      = 0.5  // IoU of two findings of one body
	roomAround    = 1.6  // side of a region, in sides of the box
	leastRegion   = 96   // px
)

// newCloser makes the smaller network ready: at once, for to do so in the
// middle of a session would hold up a frame by a second.
func newCloser(whole vision.Size) (*closer, error) {
	net, err := newNetwork(vision.Size{Width: closeSide, Height: closeSide})
	if err != nil {
		return nil, err
	}
	return &closer{net: net, cost: float64(closeSide*closeSide) / float64(whole.Width*whole.Height), credit: creditMost}, nil
}

// afford reports whether a look can be made in this frame.
func (c *closer) afford() bool {
	c.credit = min(creditMost, c.credit+creditPerFrame)
	return c.credit >= c.cost
}

// missing returns the box of somebody known who was not found.
func (c *closer) missing(found []vision.Body, expected []vision.Box) (box vision.Box, ok bool) {
	var missing []vision.Box
	for _, e := range expected {
		if !matches(e, found) && !covered(e, found) {
			missing = append(missing, e)
		}
	}
	return c.inTurn(missing)
}

// inTurn returns one box after the other.
func (c *closer) inTurn(boxes []vision.Box) (box vision.Box, ok bool) {
	if len(boxes) == 0 {
		return box, false
	}
	c.turn++
	return boxes[c.turn%len(boxes)], true
}

// matches reports whether one of the bodies is where somebody was.
func matches(before vision.Box, found []vision.Body) bool {
	for i := range found {
		if found[i].Box.IoU(before) >= sameAsBefore {
			return true
		}
	}
	return false
}

// covered reports whether somebody stands before a box: a closer look would find
// the other's limbs, and put the one behind where they are.
func covered(box vision.Box, found []vision.Body) bool {
	for i := range found {
		if found[i].Box.Intersect(box).Area() > coveredShare*box.Area() {
			return true
		}
	}
	return false
}

// look adds the bodies that a closer look at a box finds to those found, and
// tells how long the network took.
func (c *closer) look(picture gocv.Mat, box vision.Box, found []vision.Body, threshold float64) ([]vision.Body, time.Duration, error) {
	bodies, took, err := c.at(picture, box, threshold)
	if err != nil {
		return found, 0, err
	}
	for _, body := range bodies {
		if !box.Contains(body.Box.Centre()) || !isNew(body.Box, found) {
			continue
		}
		body.Closer = true
		found = append(found, body)
	}
	return found, took, nil
}

// at returns the bodies that are whole in a look around a box.
func (c *closer) at(picture gocv.Mat, box vision.Box, threshold float64) (whole []vision.Body, took time.Duration, err error) {
	size := vision.Size{Width: picture.Cols(), Height: picture.Rows()}
	region := inside(around(box), size)
	if region.Empty() {
		return nil, 0, nil
	}
	c.credit -= c.cost
	bodies, spent, err := c.net.run(picture, region, threshold)
	for _, body := range bodies {
		if !cut(body.Box, region, size) {
			whole = append(whole, body)
		}
	}
	return whole, spent.forward, err
}

// around returns the square region to look at for a box.
func around(box vision.Box) vision.Box {
	side := math.Max(leastRegion, roomAround*math.Max(box.Width, box.Height))
	middle := box.Centre()
	return vision.Box{Left: middle.U - side/2, Top: middle.V - side/2, Width: side, Height: side}
}

// cut reports whether a body reaches out of the region, where the picture goes
// on: then there is no telling where it ends.
func cut(box vision.Box, region image.Rectangle, size vision.Size) bool {
	const px = 2
	return box.Left < float64(region.Min.X)+px && region.Min.X > 0 ||
		box.Top < float64(region.Min.Y)+px && region.Min.Y > 0 ||
		box.Right() > float64(region.Max.X)-px && region.Max.X < size.Width ||
		box.Bottom() > float64(region.Max.Y)-px && region.Max.Y < size.Height
}

func isNew(box vision.Box, found []vision.Body) bool {
	for i := range found {
		if found[i].Box.IoU(box) > sameBody {
			return false
		}
	}
	return true
}

// likely keeps the bodies above the threshold, and those above a part of it
// where somebody is expected. It reuses the bodies' memory.
func likely(found []vision.Body, expected []vision.Box, threshold float64) []vision.Body {
	kept := found[:0]
	for _, body := range found {
		if body.Score > threshold || isExpected(body.Box, expected) {
			kept = append(kept, body)
		}
	}
	return kept
}

func isExpected(box vision.Box, expected []vision.Box) bool {
	for _, e := range expected {
		if e.IoU(box) >= sameAsBefore {
			return true
		}
	}
	return false
}
