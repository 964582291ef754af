package opencv

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Where the kernel keeps its cameras. Tests have folders of their own.
var (
	classFolder  = "/sys/class/video4linux"
	deviceFolder = "/dev"
)

// Cameras lists the cameras by the names that the system gives them, by
// number. It opens no camera's stream; nodes that give no pictures (a webcam's
// metadata) are left out. No camera is an empty list.
func Cameras() ([]CameraInfo, error) {
	entries, err := os.ReadDir(classFolder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list the cameras: %w", err)
	}
	var known []CameraInfo
	for _, entry := range entries {
		number, err := strconv.Atoi(strings.TrimPrefix(entry.Name(), "video"))
		if err != nil || !captures(entry.Name()) {
			continue
		}
		name, err := os.ReadFile(filepath.Join(classFolder, entry.Name(), "name"))
		if err != nil {
			continue // unplugged between the listing and now
		}
		known = append(known, CameraInfo{
			Name: strings.TrimSpace(string(name)), Number: number, Path: filepath.Join(deviceFolder, entry.Name()),
		})
	}
	slices.SortFunc(known, func(a, b CameraInfo) int { return cmp.Compare(a.Number, b.Number) })
	return known, nil
}

// capability is struct v4l2_capability of linux/videodev2.h.
type capability struct {
	driver       [16]byte
	card, bus    [32]byte
	version      uint32
	capabilities uint32
	deviceCaps   uint32
	reserved     [3]uint32
}

// The requests and flags of linux/videodev2.h that are used here.
const (
	queryCapability = 0x80685600 // VIDIOC_QUERYCAP
	requestBuffers  = 0xc0145608 // VIDIOC_REQBUFS
	capVideoCapture = 0x00000001
	capDeviceCaps   = 0x80000000
)

// captures reports whether a node gives pictures. Where the node may not be
// opened, the kernel's index tells: a webcam's first node is the one.
func captures(node string) bool {
	var c capability
	err := control(filepath.Join(deviceFolder, node), queryCapability, unsafe.Pointer(&c))
	if err != nil {
		index, err := os.ReadFile(filepath.Join(classFolder, node, "index"))
		return err != nil || strings.TrimSpace(string(index)) == "0"
	}
	caps := c.capabilities
	if caps&capDeviceCaps != 0 {
		caps = c.deviceCaps
	}
	return caps&capVideoCapture != 0
}

// control sends one request to a device.
func control(path string, request uintptr, argument unsafe.Pointer) error {
	fd, err := unix.Open(path, unix.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	if _, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), request, uintptr(argument)); errno != 0 {
		return errno
	}
	return nil
}

// buffers is struct v4l2_requestbuffers.
type buffers struct {
	count, kind, memory, capabilities, flags uint32
}

// reachable reports in words why a camera cannot be used, before OpenCV tries:
// it would only say that it failed. Asking for no buffers changes nothing, and
// fails where another program has them.
func reachable(info CameraInfo) error {
	what := fmt.Sprintf("open camera %q", info.Name)
	none := buffers{kind: 1, memory: 1}
	err := control(info.Path, requestBuffers, unsafe.Pointer(&none))
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, unix.ENODEV), errors.Is(err, unix.ENXIO):
		return &Fault{what: what + ": it is not connected", hint: hintNames()}
	case errors.Is(err, fs.ErrPermission):
		return &Fault{
			what: what + ": no permission to use it",
			hint: "add yourself to the group video (sudo usermod -aG video $USER), then log in again",
		}
	case errors.Is(err, unix.EBUSY):
		return &Fault{what: what + ": another program is using it", hint: "close the other program, such as a video call"}
	}
	return nil // the rest shows when it is opened
}

// closedFault is what is left to say when OpenCV does not open a camera.
func closedFault(info CameraInfo) error {
	if err := reachable(info); err != nil {
		return err
	}
	return &Fault{what: fmt.Sprintf("open camera %q: it does not open as a camera", info.Name), hint: hintCable}
}
