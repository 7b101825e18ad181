# The titles of the units; their order is in lessons/units.toml.

unit-phone-basics = Làm quen với điện thoại
unit-family-chat = Gia đình và bà con
unit-eid = Căn cước điện tử
unit-public-services = Dịch vụ công
unit-payments = Trả tiền bằng mã
unit-bank-savings = Ngân hàng và tiết kiệm
unit-trader-4t = Buôn bán nhỏ
unit-shopping = Mua hàng trên mạng
unit-ai-basics = Trí tuệ nhân tạo
unit-safety = An toàn, phòng lừa đảo
