package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"

	"github.com/google/renameio/v2"
	"gopkg.in/yaml.v3"

	"nabij/vision/floor"
)

// SaveRoom writes a room to its file. What is there already is edited, so that
// its comments survive, and kept as path + ".bak". A room that [LoadRoom]
// would refuse is not written, and a file that it would refuse is not
// replaced: both are returned as [Faults].
func SaveRoom(path string, room floor.Room) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	old, err := read(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	text, err := render(path, old, room)
	if err != nil {
		return err
	}
	if bytes.Equal(text, old) {
		return nil
	}
	if old != nil {
		if err := renameio.WriteFile(path+".bak", old, 0o600); err != nil {
			return unsaved{path, err}
		}
	}
	if err := renameio.WriteFile(path, text, 0o600); err != nil {
		return unsaved{path, err}
	}
	return nil
}

// unsaved is a file that could not be written; what was there still is.
type unsaved struct {
	path  string
	cause error
}

func (u unsaved) Error() string {
	cause := u.cause
	var bare *os.PathError
	if errors.As(cause, &bare) {
		cause = bare.Err
	}
	return fmt.Sprintf("save %q: %v", u.path, cause)
}

func (u unsaved) Unwrap() error { return u.cause }

func (u unsaved) Hint() string {
	return "nothing was changed; see whether the folder exists, may be written to and has space"
}

// render returns the text of a room file, old edited so that it says room.
func render(path string, old []byte, room floor.Room) ([]byte, error) {
	top, err := say(room)
	if err != nil {
		return nil, fmt.Errorf("room file %q: %w", path, err)
	}
	doc := &yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{top}}
	if old != nil {
		before, err := ParseRoom(path, old)
		if err != nil {
			return nil, err
		}
		if reflect.DeepEqual(before, room) {
			return old, nil
		}
		if err := yaml.Unmarshal(old, doc); err != nil {
			return nil, err
		}
		edit(doc.Content[0], top)
	}
	var text bytes.Buffer
	encoder := yaml.NewEncoder(&text)
	encoder.SetIndent(2)
	if err := errors.Join(encoder.Encode(doc), encoder.Close()); err != nil {
		return nil, fmt.Errorf("room file %q: %w", path, err)
	}
	after, err := ParseRoom(path, text.Bytes())
	if err != nil {
		return nil, err
	}
	if !reflect.DeepEqual(after, room) {
		return nil, Faults{{File: path, What: "its comments stand where they cannot be kept", Fix: "move comments to lines of their own"}}
	}
	return text.Bytes(), nil
}
