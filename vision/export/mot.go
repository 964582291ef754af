package export

import (
	"bufio"
	"fmt"
	"io"
	"iter"

	"nabij/vision/scene"
)

// MOT writes boxes as MOTChallenge rows as scenes come. Close it to write
// what is left.
type MOT struct {
	out *bufio.Writer
	ids map[string]int
}

// NewMOT begins a MOTChallenge file, which has no header.
func NewMOT(w io.Writer) *MOT { return &MOT{out: bufio.NewWriter(w), ids: map[string]int{}} }

// Write writes one row for each person of a scene who has a box.
func (m *MOT) Write(s scene.Scene) error {
	for i := range s.People {
		p := &s.People[i]
		if !(p.Box.Area() > 0) { // nor where it is no number
			continue
		}
		id, ok := m.ids[p.Name]
		if !ok {
			id = len(m.ids) + 1
			m.ids[p.Name] = id
		}
		_, err := fmt.Fprintf(m.out, "%d,%d,%s,%s,%s,%s,1,-1,-1,-1\n", s.Frame, id,
			number(p.Box.Left), number(p.Box.Top), number(p.Box.Width), number(p.Box.Height))
		if err != nil {
			return err
		}
	}
	return nil
}

// Close writes what is left. It does not close the writer below.
func (m *MOT) Close() error { return m.out.Flush() }

// WriteMOT writes the boxes of many scenes. It ends at the first error, theirs
// or the writer's.
func WriteMOT(w io.Writer, scenes iter.Seq2[scene.Scene, error]) error {
	return each(scenes, NewMOT(w))
}
