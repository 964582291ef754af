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

	"nabij/vision/camera"
)

// Where the kernel keeps its cameras. Tests have folders of their own.
var (
	classFolder  = "/sys/class/video4linux"
	deviceFolder = "/dev"
)

// Cameras lists the cameras by the names that the system gives them, by
// number. It opens no camera's stream; nodes that give no pictures (a webcam's
// metadata) are left out. No camera is an empty list.
func Cameras() ([]camera.Info, error) {
	entries, err := os.ReadDir(classFolder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list the cameras: %w", err)
	}
	var known []camera.Info
	for _, entry := range entries {
		number, err := strconv.Atoi(strings.TrimPrefix(entry.Name(), "video"))
		if err != nil || !captures(entry.Name()) {
			continue
		}
		name, err := os.ReadFile(filepath.Join(classFolder, entry.Name(), "name"))
		if err != nil {
			continue // unplugged between the listing and now
		}
		known = append(known, camera.Info{
			Name: strings.TrimSpace(string(name)), Number: number, Path: filepath.Join(deviceFolder, entry.Name()),
			Identity: identity(entry.Name()),
		})
	}
	slices.SortFunc(known, func(a, b camera.Info) int { return cmp.Compare(a.Number, b.Number) })
	return known, nil
}

// identity tells a node's camera from every other one: by USB vendor, product
// and serial number; without a serial number by its socket; empty where it is
// no USB camera. The node's device is one interface of the USB device, whose
// folder is the one above (Documentation/ABI/stable/sysfs-bus-usb).
func identity(node string) string {
	one, err := filepath.EvalSymlinks(filepath.Join(classFolder, node, "device"))
	if err != nil {
		return ""
	}
	usb := filepath.Dir(one)
	vendor, product := attribute(usb, "idVendor"), attribute(usb, "idProduct")
	if vendor == "" || product == "" {
		return ""
	}
	if serial := attribute(usb, "serial"); serial != "" {
		return vendor + ":" + product + " " + serial
	}
	return vendor + ":" + product + " at " + filepath.Base(usb)
}

// attribute is a line that the kernel keeps in a device's folder.
func attribute(folder, name string) string {
	text, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
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
func reachable(info camera.Info) error {
	what := fmt.Sprintf("open camera %q", info.Name)
	none := buffers{kind: 1, memory: 1}
	err := control(info.Path, requestBuffers, unsafe.Pointer(&none))
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, unix.ENODEV), errors.Is(err, unix.ENXIO):
		return &Fault{what: what + ": it is not connected", hint: camera.HintNames(Driver{})}
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
func closedFault(info camera.Info) error {
	if err := reachable(info); err != nil {
		return err
	}
	return &Fault{what: fmt.Sprintf("open camera %q: it does not open as a camera", info.Name), hint: camera.HintCable}
}
