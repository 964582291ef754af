package main

import (
	"os"
	"runtime"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// shield gives up what the program never needs, before it knows any secret: a
// memory image when it crashes, being looked into by other programs of the same
// user, and the network. An error is no reason not to start; doctor tells it.
func shield() error {
	// Graphics drivers keep files of their own in the home folder, unless asked
	// not to; nabij writes nowhere but where it says.
	for _, v := range []string{"MESA_SHADER_CACHE_DISABLE=true", "MESA_GLSL_CACHE_DISABLE=true", "__GL_SHADER_DISK_CACHE=0"} {
		name, value, _ := strings.Cut(v, "=")
		os.Setenv(name, value) //nolint:errcheck // the names are good
	}
	unix.Umask(0o077) // what it makes is for its user alone
	err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	if err == nil {
		// Also where crashes are piped to a program, which heeds no limit.
		err = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
	}
	if err != nil {
		return fail("fail_memory_images", err)
	}
	if throughNetwork(os.Getenv("DISPLAY")) {
		return fail("fail_window_network", os.Getenv("DISPLAY"))
	}
	if err := refuseNetwork(); err != nil {
		return fail("fail_refuse_network", err)
	}
	return nil
}

// throughNetwork reports whether a display is on another computer, or forwarded
// by ssh: there is a host before the colon.
func throughNetwork(display string) bool {
	host, _, _ := strings.Cut(display, ":")
	return host != "" && host != "unix"
}

// Where a filter finds things: offsets of linux/seccomp.h, struct seccomp_data.
const (
	dataNumber       = 0
	dataArchitecture = 4
	dataArgument0    = 16 // its low half, on little-endian machines
)

// refuseNetwork lets the kernel refuse this program, for good and with all its
// threads and children, every socket but those of this machine (AF_UNIX, by
// which a window reaches its display). A call of another architecture, or
// io_uring, which could make a socket without being asked, is refused too.
func refuseNetwork() error {
	machine, ok := map[string]uint32{"amd64": unix.AUDIT_ARCH_X86_64, "arm64": unix.AUDIT_ARCH_AARCH64}[runtime.GOARCH]
	if !ok {
		return fail("fail_not_known_how", runtime.GOARCH)
	}
	const x32 = 0x40000000 // numbers of amd64's other set of calls
	filter := []unix.SockFilter{
		load(dataArchitecture),
		unless(unix.BPF_JEQ, machine, 6),
		load(dataNumber),
		given(unix.BPF_JGE, x32, 4),
		given(unix.BPF_JEQ, unix.SYS_IO_URING_SETUP, 3),
		unless(unix.BPF_JEQ, unix.SYS_SOCKET, 3),
		load(dataArgument0),
		given(unix.BPF_JEQ, unix.AF_UNIX, 1),
		{Code: unix.BPF_RET, K: unix.SECCOMP_RET_ERRNO | uint32(unix.EACCES)},
		{Code: unix.BPF_RET, K: unix.SECCOMP_RET_ALLOW},
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	runtime.LockOSThread() // the two calls belong together
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC,
		uintptr(unsafe.Pointer(&program)))
	if errno != 0 {
		return errno
	}
	return nil
}

// load takes a word of the call.
func load(at uint32) unix.SockFilter {
	return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: at}
}

// given skips so many steps where the word is as compared.
func given(compare uint16, to uint32, skip uint8) unix.SockFilter {
	return unix.SockFilter{Code: unix.BPF_JMP | compare | unix.BPF_K, Jt: skip, K: to}
}

// unless skips so many steps where it is not.
func unless(compare uint16, to uint32, skip uint8) unix.SockFilter {
	return unix.SockFilter{Code: unix.BPF_JMP | compare | unix.BPF_K, Jf: skip, K: to}
}
