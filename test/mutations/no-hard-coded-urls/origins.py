# Who may call, decided in the code.
# into: app/main.py

app.add_middleware(CORSMiddleware, allow_origins=["https://shop.example.com"])
