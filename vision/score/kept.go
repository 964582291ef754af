package score

import (
	"compress/gzip"
	"encoding/gob"
	"fmt"
	"io"

	"nabij/vision"
	"nabij/vision/floor"
)

// Kept is a scene without its pictures: the room, what the eye saw in each frame,
// and where people truly were. It lets a change of the tracker be measured in
// milliseconds.
type Kept struct {
	Room   floor.Room
	Sights []vision.Sight
	Truth  []Truth
}

// Write writes the scene as a compressed gob.
func (k Kept) Write(w io.Writer) error {
	z := gzip.NewWriter(w)
	if err := gob.NewEncoder(z).Encode(k); err != nil {
		return fmt.Errorf("write kept scene: %w", err)
	}
	return z.Close()
}

// ReadKept reads what Write wrote.
func ReadKept(r io.Reader) (k Kept, err error) {
	z, err := gzip.NewReader(r)
	if err == nil {
		err = gob.NewDecoder(z).Decode(&k)
	}
	if err != nil {
		return Kept{}, fmt.Errorf("read kept scene: %w", err)
	}
	return k, nil
}
