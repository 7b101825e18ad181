# The first screens a new person sees, where nothing is spoken by its own key.

welcome-drawing = Hai bàn tay cầm một chiếc điện thoại
