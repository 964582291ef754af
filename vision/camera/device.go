package camera

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"nabij/vision"
)

// Info is a camera that the system knows.
type Info struct {
	Name   string // as the system gives it; two of a kind share one
	Number int    // as in /dev/videoNUMBER on Linux
	Path   string // of the device; empty where the system has none
	// Identity stays the same when a camera is unplugged and plugged in again,
	// and is another for another camera. Empty where the system has none.
	Identity string
}

// same reports whether two are one camera.
func (i Info) same(o Info) bool {
	if i.Identity == "" || o.Identity == "" {
		return i.Name == o.Name && i.Path == o.Path && i.Number == o.Number
	}
	return i.Identity == o.Identity
}

// Driver is a way to the system's cameras.
type Driver interface {
	// Cameras lists those that are connected, by number.
	Cameras() ([]Info, error)
	// Open opens one and asks for pictures of a size at a rate in Hz. An empty
	// size or a rate of 0 leaves the choice to the camera, which may also give
	// something else. Errors name the camera and carry a hint.
	Open(info Info, size vision.Size, rateHz float64) (Device, error)
}

// Device is an open camera. It is for one goroutine.
type Device interface {
	// Read waits for the next picture, for about as long as wait where the
	// driver can be told so; an error means that none came.
	Read(wait time.Duration) (vision.Picture, error)
	// Rate is the rate in Hz that the camera granted; 0 where it states none.
	Rate() float64
	Close() error
}

// Fault is something about a camera that a person can do something about.
type Fault struct {
	what, hint string
	trouble    vision.Trouble
}

// Error says what is the matter with which camera.
func (f *Fault) Error() string { return f.what }

// Hint says what to do about it, in one sentence.
func (f *Fault) Hint() string { return f.hint }

// Trouble says what is the matter with the pictures, where that is it.
func (f *Fault) Trouble() vision.Trouble { return f.trouble }

// HintCable is what to try first.
const HintCable = "check the cable, and that no other program is using the camera; then start again"

// find returns the camera of a number or name.
func find(driver Driver, nameOrNumber string) (Info, error) {
	if strings.TrimSpace(nameOrNumber) == "" {
		return Info{}, &Fault{what: "open camera: no camera was named", hint: HintNames(driver)}
	}
	known, listErr := driver.Cameras()
	if number, err := strconv.Atoi(nameOrNumber); err == nil && number >= 0 {
		for _, info := range known {
			if info.Number == number {
				return info, nil
			}
		}
		if listErr == nil {
			return Info{}, absent(driver, nameOrNumber)
		}
		return Info{Name: nameOrNumber, Number: number}, nil
	}
	if listErr != nil {
		return Info{}, listErr
	}
	return pick(driver, known, nameOrNumber)
}

// pick finds the one camera with a name, or with a part of it.
func pick(driver Driver, known []Info, name string) (Info, error) {
	for _, fits := range []func(Info) bool{
		func(c Info) bool { return c.Path == name && name != "" },
		func(c Info) bool { return strings.EqualFold(c.Name, name) },
		func(c Info) bool { return strings.Contains(strings.ToLower(c.Name), strings.ToLower(name)) },
	} {
		var found []Info
		for _, c := range known {
			if fits(c) {
				found = append(found, c)
			}
		}
		switch {
		case len(found) == 1:
			return found[0], nil
		case len(found) > 1:
			return Info{}, &Fault{
				what: fmt.Sprintf("open camera %q: %d cameras have that name", name, len(found)),
				hint: "name it by its number: " + list(found),
			}
		}
	}
	return Info{}, absent(driver, name)
}

func absent(driver Driver, name string) error {
	return &Fault{
		what: fmt.Sprintf("open camera %q: there is no such camera", name), hint: HintNames(driver),
		trouble: vision.CameraGone,
	}
}

// HintNames says which cameras there are.
func HintNames(driver Driver) string {
	known, err := driver.Cameras()
	if err != nil || len(known) == 0 {
		return "connect a webcam, then try again"
	}
	return "the cameras here are " + list(known)
}

// list writes cameras with their numbers.
func list(known []Info) string {
	var parts []string
	for _, c := range known {
		parts = append(parts, fmt.Sprintf("%d (%s)", c.Number, c.Name))
	}
	return strings.Join(parts, ", ")
}
