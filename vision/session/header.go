package session

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"nabij/vision/floor"
)

// Role is what somebody is in a session.
type Role string

// The roles.
const (
	RoleClient    Role = "client"
	RoleTherapist Role = "therapist"
	RoleOther     Role = "other"
)

// Participant is somebody who takes part, under a pseudonym.
type Participant struct {
	Name string // as in the scenes
	Role Role
	Look string `json:",omitempty"` // as in [Naming]
}

// Header is what a record says of itself from the start.
type Header struct {
	Title   string        // for the list of records; may be empty
	Program string        // the program that made it, and its version
	Started time.Time     // wall clock when the record was begun
	Room    floor.Room    // the room as it was then
	People  []Participant // who takes part
}

// marshalText encodes v as the record's JSON, refusing what is too long.
func marshalText(v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err == nil && len(text) > maxText {
		err = fmt.Errorf("%d bytes, at most %d can be kept", len(text), maxText)
	}
	return text, err
}

// unmarshalText decodes the record's JSON, refusing keys that the format does
// not have.
func unmarshalText(text []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return err
	}
	if dec.More() {
		return fmt.Errorf("%d bytes too many", len(text)-int(dec.InputOffset()))
	}
	return nil
}

// checkRoom refuses a landmark that could hold more than a descriptor.
func checkRoom(room *floor.Room) error {
	for i, l := range room.Landmarks {
		if len(l.Descriptor) > 32 {
			return fmt.Errorf("landmark %d: %d bytes, at most 32 can be kept", i+1, len(l.Descriptor))
		}
	}
	return nil
}
