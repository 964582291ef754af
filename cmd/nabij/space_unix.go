//go:build linux || darwin

package main

import (
	"path/filepath"
	"syscall"
)

// freeBytes is how much room a user has on the disk of a path, which may not
// be there yet.
func freeBytes(path string) (bytes uint64, known bool) {
	var disk syscall.Statfs_t
	for ; ; path = filepath.Dir(path) {
		if err := syscall.Statfs(path, &disk); err == nil {
			return disk.Bavail * uint64(disk.Bsize), true
		}
		if path == filepath.Dir(path) {
			return 0, false
		}
	}
}
