package opencv

import (
	"errors"
	"sync"

	"gocv.io/x/gocv"
)

// shelf keeps the memory of a source's closed pictures for its next ones, so that
// a session asks for none per frame. Its zero value is ready; its methods are safe
// for concurrent use.
type shelf struct {
	mu     sync.Mutex
	free   []gocv.Mat
	closed bool
}

// shelfHolds is how many pictures lie ready: one is read while one is looked at
// and one waits.
const shelfHolds = 3

// take returns a Mat whose pixels may be written over.
func (s *shelf) take() gocv.Mat {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.free)
	if n == 0 {
		return gocv.NewMat()
	}
	mat := s.free[n-1]
	s.free = s.free[:n-1]
	return mat
}

// give takes a Mat back.
func (s *shelf) give(mat gocv.Mat) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || len(s.free) >= shelfHolds {
		return mat.Close()
	}
	s.free = append(s.free, mat)
	return nil
}

// close lets go of all that lies ready; what is given later is let go at once.
func (s *shelf) close() (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for _, mat := range s.free {
		err = errors.Join(err, mat.Close())
	}
	s.free = nil
	return err
}
