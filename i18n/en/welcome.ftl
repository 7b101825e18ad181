# The first screens a new person sees, where nothing is spoken by its own key.

welcome-drawing = Two hands holding a phone
