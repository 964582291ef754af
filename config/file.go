package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"

	"gopkg.in/yaml.v3"

	"nabij/vision/floor"
)

// Version is the version of the room file that this program reads and writes.
const Version = 1

// largest is the size in bytes above which a file is no room file.
const largest = 4 << 20

// LoadRoom reads a room file. What is wrong in it is returned as [Faults].
func LoadRoom(path string) (floor.Room, error) {
	data, err := read(path)
	if err != nil {
		return floor.Room{}, err
	}
	return ParseRoom(path, data)
}

func read(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, missing{path, err}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, largest+1))
	if err != nil {
		return nil, missing{path, err}
	}
	if len(data) > largest {
		return nil, Faults{{File: path, What: "larger than 4 MB: this is no room file"}}
	}
	return data, nil
}

// missing is a room file that cannot be opened.
type missing struct {
	path  string
	cause error
}

func (m missing) Error() string {
	var bare *os.PathError
	if errors.As(m.cause, &bare) {
		return fmt.Sprintf("room file %q: %v", m.path, bare.Err)
	}
	return fmt.Sprintf("room file %q: %v", m.path, m.cause)
}

func (m missing) Unwrap() error { return m.cause }

func (m missing) Hint() string {
	return "give the room file with --room FILE, or make one with: nabij calibrate"
}

// ParseRoom reads the text of a room file; name is what errors call it.
func ParseRoom(name string, data []byte) (floor.Room, error) {
	r := &reader{file: name}
	root := r.document(data)
	if root == nil {
		return floor.Room{}, r.faults
	}
	room := r.room(root)
	if len(r.faults) > 0 {
		return floor.Room{}, r.faults
	}
	return room, nil
}

var syntaxLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// document returns the top node of the one document that there must be.
func (r *reader) document(data []byte) *yaml.Node {
	var doc, second yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	err := decoder.Decode(&doc)
	if err == io.EOF || err == nil && len(doc.Content) == 0 {
		r.fault(nil, "", "", "empty")
		return nil
	}
	if err == nil {
		if err = decoder.Decode(&second); err == nil {
			r.fault(&second, "", "keep one room in one file", "a second document begins here")
			return nil
		}
	}
	if err != io.EOF {
		what := syntaxLine.ReplaceAllString(err.Error(), "")
		line := 0
		if m := syntaxLine.FindStringSubmatch(err.Error()); m != nil {
			line, _ = strconv.Atoi(m[1])
		}
		r.fault(&yaml.Node{Line: line}, "", "look for a missing bracket, quote or indent there or just above",
			"not readable as YAML: %s", what)
		return nil
	}
	return doc.Content[0]
}
