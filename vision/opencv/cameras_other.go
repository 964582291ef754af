//go:build !linux

package opencv

import (
	"fmt"

	"nabij/vision/camera"
)

// Cameras cannot list the cameras by name on this system; they are opened by
// number.
func Cameras() ([]camera.Info, error) {
	return nil, &Fault{
		what: "list the cameras: this system does not give their names",
		hint: "name the camera by its number: 0 is the first",
	}
}

// reachable leaves it to OpenCV to find out.
func reachable(camera.Info) error { return nil }

func closedFault(info camera.Info) error {
	return &Fault{
		what: fmt.Sprintf("open camera %q: it does not exist, is in use, or may not be used", info.Name),
		hint: "close other programs that use it, and allow this one to use the camera in the system's settings",
	}
}
