"""What people type and what the search sees: a row each, by kind of sloppiness.

Every sentence is made up for these tests.
"""

from __future__ import annotations

NO_ACCENTS = """
chong danh toi phai lam sao | chong danh toi phai lam sao
lam giay khai sinh cho con can giay to gi | lam giay khai sinh cho con can giay to gi
nghi thai san duoc may thang luong | nghi thai san duoc may thang luong
muon tach ho khau thi lam the nao | muon tach ho khau thi lam the nao
Ly Hon Don Phuong Mat Bao Lau | Ly Hon Don Phuong Mat Bao Lau
nguoi dung ten so do la chong | nguoi dung ten so do la chong
trong thoi gian nuoi con nho | trong thoi gian nuoi con nho
"""

HALF_ACCENTED = """
ly hôn đon phương mất bao lâu | ly hôn đon phương mất bao lâu
thủ tuc nhận con nuôi | thủ tuc nhận con nuôi
đươc nuôi con ko | đươc nuôi con không
lương toi thiểu vùng | lương toi thiểu vùng
"""

ABBREVIATIONS = """
bhxh 1 lần rút khi nào | bảo hiểm xã hội 1 lần rút khi nào
mất cccd làm lại ở đâu | mất căn cước công dân làm lại ở đâu
ubnd xã có làm gks ko | ủy ban nhân dân xã có làm giấy khai sinh không
nld nghỉ ốm thì bhyt có chi trả k | người lao động nghỉ ốm thì bảo hiểm y tế có chi trả không
cty nợ lương | công ty nợ lương
cty k đóng bhxh cho nld | công ty không đóng bảo hiểm xã hội cho người lao động
hđlđ có thời hạn | hợp đồng lao động có thời hạn
bllđ quy định ntn | bộ luật lao động quy định như thế nào
tgpl miễn phí cho nkt | trợ giúp pháp lý miễn phí cho người khuyết tật
đki tạm trú cho ng thuê trọ | đăng ký tạm trú cho người thuê trọ
thủ tục đky kết hôn | thủ tục đăng ký kết hôn
hs ly hôn gồm j | hồ sơ ly hôn gồm gì
qđ nghỉ việc | quyết định nghỉ việc
gplx hết hạn | giấy phép lái xe hết hạn
gpxd nhà ở | giấy phép xây dựng nhà ở
luật hngđ 2014 | luật hôn nhân và gia đình 2014
csvc trường học | cơ sở vật chất trường học
"""

CHAT = """
e mún ly hôn ck thì lm sao | em muốn ly hôn chồng thì làm sao
vk ck k hợp nhau | vợ chồng không hợp nhau
chog e hay nhậu r chửi | chồng em hay nhậu rồi chửi
con e bj bạn đáh | con em bi bạn đánh
mk bik mk sai r | mình biết mình sai rồi
h e fai lm j | giờ em phai làm gì
cty hok trả lương | công ty không trả lương
sao kì zậy | sao kỳ vậy
nta ns k dc | người ta nói không được
trc khi cưới có ts riêng | trước khi cưới có tài sản riêng
bít là sai nhưg k bít lm seo | biết là sai nhưng không biết làm sao
vs lại ck e ko kí đơn | với lại chồng em không ký đơn
đag có thai mà bị đuổi vc | đang có thai mà bị đuổi việc
mng cho e hỏi xíu | mọi người cho em hỏi xíu
ctrinh hỗ trợ pn nghèo | chương trình hỗ trợ phụ nữ nghèo
vk mk muốn li dị | vợ mình muốn ly dị
trc hạn có dc lãnh bhtn hông | trước hạn có được lãnh bảo hiểm thất nghiệp không
"""

IN_CONTEXT = """
họ chửi người nhà thì làm tn | họ chửi người nhà thì làm thế nào
gửi tn dọa em | gửi tin nhắn dọa em
nó nt qua zalo dọa em | nó nhắn tin qua zalo dọa em
sửa nt nhà cửa | sửa nt nhà cửa
ck 2tr qua app nhưng nhầm stk | chuyển khoản 2tr qua app nhưng nhầm số tài khoản
lỡ ck nhầm cho ng lạ | lỡ chuyển khoản nhầm cho người lạ
ck em ko cho gặp con | chồng em không cho gặp con
ck vay 50tr ko bàn với vợ | chồng vay 50tr không bàn với vợ
lương ck 10tr | lương chồng 10tr
bán đất 500tr ck ko biết | bán đất 500tr chồng không biết
ck đưa tiền nuôi con | chồng đưa tiền nuôi con
ck lấy tiền của vk | chồng lấy tiền của vợ
bị lừa ck qua mạng | bị lừa chuyển khoản qua mạng
em đã ck cho ng bán | em đã chuyển khoản cho người bán
nhận lương ck | nhận lương chuyển khoản
da ck danh e | da chồng danh em
lo ck bo nha | lo chồng bo nha
ck cọc rồi mà họ trốn | chuyển khoản cọc rồi mà họ trốn
ck qua đời | chồng qua đời
ck trước 500k | chuyển khoản trước 500k
ck trước của e | chồng trước của em
zợ ck em | vợ chồng em
dzô đây hỏi | vào đây hỏi
dzới lại chồng cũ | với lại chồng cũ
dk kết hôn vs ng nước ngoài | đăng ký kết hôn với người nước ngoài
có đủ dk nhận con nuôi k | có đủ điều kiện nhận con nuôi không
có đk rút bhxh 1 lần k | có được rút bảo hiểm xã hội 1 lần không
cần đk gì để nhận con nuôi | cần điều kiện gì để nhận con nuôi
làm giấy đó dk k | làm giấy đó được không
dk ly hon | điều kiện ly hon
nghỉ ts dc mấy th | nghỉ thai sản được mấy tháng
chia ts sau ly hôn | chia tài sản sau ly hôn
ts ko dc nghỉ | tại sao không được nghỉ
ld nữ mang thai | lao động nữ mang thai
hợp đồng ld | hợp đồng lao động
bhtn hay bhxh tn | bảo hiểm thất nghiệp hay bảo hiểm xã hội tự nguyện
đơn tt ly hôn | đơn thuận tình ly hôn
cs cho hộ nghèo | chính sách cho hộ nghèo
nc với ck ko dc | nói chuyện với chồng không được
tiền nc sinh hoạt | tiền nước sinh hoạt
bt e đi làm | bình thường em đi làm
e k bt j hết | em không biết gì hết
m có bị đi tù k | mình có bị đi tù không
c ấy bị đuổi việc | chị ấy bị đuổi việc
a ấy k chịu ký | anh ấy không chịu ký
dt đất nông nghiệp | diện tích đất nông nghiệp
số dt của cán bộ | số điện thoại của cán bộ
th này e nghỉ | tháng này em nghỉ
thuế vat tính sao | thuế giá trị gia tăng tính sao
co so vat chat | co so vat chat
"""

TELEX = """
ly hoon ddown phuwowng | ly hon don phuong
baor hieemr xax hooji | bao hiem xa hoi
choongf tooi khoong chiuj kys | chong toi khong chiu ky
ddawng kys khai sinh cho con | dang ky khai sinh cho con
caawn cuwowcs coong daan | can cuoc cong dan
quyeefn nuooi con | quyen nuoi con
thur tucj nhaajn con nuooi | thu tuc nhan con nuoi
ddieefu kieejn keets hoon | dieu kien ket hon
Ly hôn ddown phương | Ly hôn don phương
nguwowif lao ddoongj | nguoi lao dong
thees nafo laf baoj luwcj | the nao la bao luc
mã số REX bị thu hồi | mã số REX bị thu hồi
giáo viên hạng III | giáo viên hạng III
"""

VNI = """
ly ho6n d9o7n phu7o7ng | ly hon don phuong
cho6ng2 d9anh1 to6i | chong danh toi
tre3 em | tre em
ba3o hie63m xa4 ho65i | bao hiem xa hoi
d9a8ng ky1 khai sinh | dang ky khai sinh
thu3 tuc5 ly hon6 | thu tuc ly hon
"""

ONE_SPELLING = """
chua ki hop dong | chua ky hop dong
ck ko ki don | chồng không ky don
toà án giải quyết ly hôn | tòa án giải quyết ly hôn
uỷ ban nhân dân xã | ủy ban nhân dân xã
hoà giải ở cơ sở | hòa giải ở cơ sở
sức khoẻ sinh sản | sức khỏe sinh sản
tuỳ theo tuổi | tùy theo tuổi
li hôn đơn phương | ly hôn đơn phương
lí lịch tư pháp | lý lịch tư pháp
kỉ luật sa thải | kỷ luật sa thải
bác sỹ khám thai | bác sĩ khám thai
qui định về nghỉ phép | quy định về nghỉ phép
hi sinh tài sản | hy sinh tài sản
chữ kí của chồng | chữ ký của chồng
công ti nợ lương | công ty nợ lương
hoàn thiện toán quỳnh suýt | hoàn thiện toán quỳnh suýt
Ðiều 51 khoản 3 | Điều 51 khoản 3
ly\u200bhôn đơn\u00a0phương | ly hôn đơn phương
tre\u0309 em bi\u0323 bo\u0309 ro\u031bi | trẻ em bị bỏ rơi
"""

DRAWN_OUT = """
giúp em vớiiiii | giúp em với
ly hônnnn thì làm saooo | ly hôn thì làm sao
không được nghỉ thai sản 😭😭 | không được nghỉ thai sản
👶 làm khai sinh cho bé ❤️ | làm khai sinh cho bé
trờiiii ơiiii lương thấpppp | trời ơi lương thấp
nghi thai sannn | nghi thai san
"""

DIALECT = """
sanh mổ được nghỉ mấy ngày | sinh mổ được nghỉ mấy ngày
vợ em mới sanh | vợ em mới sinh
moi sanh con | mới sinh con
so sanh con so | so sanh con so
trồng cây sanh trước nhà | trồng cây sanh trước nhà
má chồng không cho gặp con | mẹ chồng không cho gặp con
ma chong danh em | ma chong danh em
đất của ông mệ để lại | đất của ông bà để lại
có bị chi không | có bị gì không
bị chi phối bởi người khác | bị chi phối bởi người khác
đất chia thế lào | đất chia thế nào
đi mô để làm giấy khai sinh | đi đâu để làm giấy khai sinh
mần răng để ly hôn | làm sao để ly hôn
man rang de ly hon | làm sao de ly hon
răng rứa hè | sao vậy nhỉ
chồng tui nỏ cho đi làm | chồng tôi không cho đi làm
bây chừ tui phải mần chi | bây giờ tôi phải làm gì
con hĩm nhà tui chưa có khai sinh | bé gái nhà tôi chưa có khai sinh
o nớ bị chồng đập | cô ấy bị chồng đập
mạ tui già rồi có trợ cấp chi không | mẹ tôi già rồi có trợ cấp gì không
hấn đánh tui bể trốc | hắn đánh tôi vỡ đầu
ba má tui chia đất | bố mẹ tôi chia đất
cái ni làm ở mô | cái này làm ở đâu
mấy bựa ni công ty chưa trả lương | mấy hôm nay công ty chưa trả lương
giấy ni ai ký | giấy này ai ký
chu choa răng đắt rứa | chu choa sao đắt vậy
sanh con ra k có tiền | sinh con ra không có tiền
khám răng ở trạm y tế | khám răng ở trạm y tế
mô hình trồng rau | mô hình trồng rau
bảo hiểm chi trả, chi phí ai chịu | bảo hiểm chi trả, chi phí ai chịu
chi em lam cung cong ty, chi toi nghi truoc | chi em lam cung cong ty, chi toi nghi truoc
"""

SLIPS = """
thủ tục ly hnô | thủ tục ly hôn
bảo hểim xã hội | bảo hiểm xã hội
giấy khai sinhh | giấy khai sinh
thủ tcụ kết hôn | thủ tục kết hôn
tahi sản | thai sản
hợp đồgn lao động | hợp đồng lao động
quyền nuôi ocn | quyền nuôi con
lguời lao động | nguời lao động
cổ phiếu trên Upcom | cổ phiếu trên Upcom
sàn Upcom | sàn Upcom
"""

ACCENTS = """
tài sãn chung | tài sản chung
tiền thai sãn | tiền thai sản
bão hiểm thai sãn | bảo hiểm thai sản
trẽ em bị đánh | trẻ em bị đánh
cữa hàng nợ lương | cửa hàng nợ lương
thũ tục ly hôn | thủ tục ly hôn
quyền sữ dụng đất | quyền sử dụng đất
nhà nước hổ trợ gì | nhà nước hỗ trợ gì
di chúc có hiệu lưc không | di chúc có hiệu lực không
trợ câp thất nghiêp | trợ cấp thất nghiệp
làm giúp viẹc | làm giúp việc
luơng tối thiểu | lương tối thiểu
em nghĩ không nên ly hôn | em nghĩ không nên ly hôn
bệnh này có chữa được không | bệnh này có chữa được không
bị chồng nắm cổ áo | bị chồng nắm cổ áo
xe đỗ trước nhà | xe đỗ trước nhà
thiệt hại do bão lụt | thiệt hại do bão lụt
dán ảnh, rút khỏi công ty | dán ảnh, rút khỏi công ty
ổng đánh bả, chỉ nói ảnh nhậu | ổng đánh bả, chỉ nói ảnh nhậu
bà Sãn bán đất | bà Sãn bán đất
"""

SOUNDS = """
xổ đỏ | sổ đỏ
xo do | so do
xổ hộ khẩu | sổ hộ khẩu
giấy khai xinh | giấy khai sinh
giay khai xinh | giay khai sinh
chẻ em bị đánh | trẻ em bị đánh
che em bi danh | tre em bi danh
nàm sao để ni hôn | làm sao để ly hôn
lộp hồ sơ ở đâu | nộp hồ sơ ở đâu
chợ cấp thất nghiệp | trợ cấp thất nghiệp
chanh chấp đất đai | tranh chấp đất đai
dành quyền nuôi con | giành quyền nuôi con
quyền thừa kể | quyền thừa kế
giấy chứng nhận quyền xử dụng đất | giấy chứng nhận quyền sử dụng đất
sử phạt vi phạm hành chính | xử phạt vi phạm hành chính
bảo hiểm sã hội | bảo hiểm xã hội
nương tối thiểu | lương tối thiểu
nao động nữ | lao động nữ
vay vốn nãi suất | vay vốn lãi suất
cấp rưỡng nuôi con | cấp dưỡng nuôi con
ra đình văn hóa | gia đình văn hóa
khiếu lại lên xã | khiếu nại lên xã
nghĩ thai sản | nghỉ thai sản
con dấu của công ty | con dấu của công ty
chị trả lời giúp | chị trả lời giúp
nuôi chồng | nuôi chồng
họ bắt em lên xe chở đi | họ bắt em lên xe chở đi
quy dịnh như thế nào | quy dịnh như thế nào
ủy bna nhân dân | ủy ban nhân dân
trồng rừng, chồng em, diêm dân | trồng rừng, chồng em, diêm dân
"""

GLUED = """
lyhon donphuong | ly hon don phuong
baohiemxahoi | bao hiem xa hoi
khaisinhchocon | khai sinh cho con
thutuc nhan connuoi | thu tuc nhan con nuoi
dk khaisinh | đăng ký khai sinh
giấykhai sinh | giấy khai sinh
lyhôn đơnphương | ly hôn đơn phương
bảohiểmytế | bảo hiểm y tế
thủtục lyhôn | thủ tục ly hôn
khai sinhcho con | khai sinh cho con
nghithaisan 6thang | nghi thai san 6 thang
"""

CUT = """
t hai sản được mấy tháng | thai sản được mấy tháng
khai s inh cho con | khai sinh cho con
đ ăng ký kết hôn | đăng ký kết hôn
ngh ỉ việc | nghỉ việc
c on nuôi | con nuôi
em k hỏi ai | em không hỏi ai
e c ở trọ | em chị ở trọ
"""

FIGURES = """
lương 5tr5 có đóng thuế k | lương 5tr5 có đóng thuế không
phạt 500k hay 1tr | phạt 500k hay 1tr
vay 50 củ lãi 3k/ngày | vay 50 củ lãi 3k/ngày
con 2t có được bhyt k | con 2t có được bảo hiểm y tế không
sinh ngày 15/12/2020 | sinh ngày 15/12/2020
đi làm thứ7 | đi làm thứ 7
di lam thu7 | di lam thu 7
sinh con thu3 | sinh con thu 3
nghỉ tháng12 | nghỉ tháng 12
luong tu nam2025 | luong tu nam 2025
chua du18 tuoi | chua du 18 tuoi
luật 52/2014/QH13 | luật 52/2014/QH13
tờ khai CT01 | tờ khai CT01
gọi 113 hay 111 | gọi 113 hay 111
khoản 2 điều 5 mục c | khoản 2 điều 5 mục c
thông tư 01/2020/TT-BLĐTBXH | thông tư 01/2020/TT-BLĐTBXH
"""

NEGATIONS = """
ck k cho e gặp con | chồng không cho em gặp con
chưa ly hôn mà có con vs ng khác | chưa ly hôn mà có con với người khác
đừng báo công an | đừng báo công an
em hổng muốn ly hôn | em không muốn ly hôn
nỏ có giấy kết hôn | không có giấy kết hôn
chả ai giúp | không ai giúp
kp con ruột | không phải con ruột
k bao h đóng bhxh | không bao giờ đóng bảo hiểm xã hội
em kh ký | em không ký
"""

ADDRESS = """
em chào chị, cho em hỏi thủ tục ly hôn | thủ tục ly hôn
dạ em chào chị ạ, chồng em không ký đơn ạ | chồng em không ký đơn
cho em hỏi làm khai sinh ở đâu ạ | làm khai sinh ở đâu
da cho em hoi lam khai sinh o dau a | lam khai sinh o dau
mn ơi mất căn cước phải làm gì | mất căn cước phải làm gì
chị ơi em bị nợ lương | em bị nợ lương
ad ơi cho mình hỏi chút về thừa kế | thừa kế
nhờ chị tư vấn giúp em với ạ, nhà bị lấn đất | nhà bị lấn đất
em muốn hỏi về tiền đẻ, em cảm ơn chị nhiều ạ | tiền đẻ
kính chào luật sư, tôi xin hỏi con nuôi có được thừa kế không | con nuôi có được thừa kế không
chị gái tôi và anh em ruột chia đất | chị gái tôi và anh em ruột chia đất
con riêng của chồng em | con riêng của chồng em
trẻ em bị đánh | trẻ em bị đánh
em không muốn hỏi chồng | em không muốn hỏi chồng
xin chào chị | xin chào chị
"""

KINDS = {
    name: [tuple(part.strip() for part in row.split(" | ")) for row in rows.strip().splitlines()]
    for name, rows in {
        "no accents": NO_ACCENTS,
        "half accented": HALF_ACCENTED,
        "abbreviations": ABBREVIATIONS,
        "chat": CHAT,
        "in context": IN_CONTEXT,
        "telex": TELEX,
        "vni": VNI,
        "one spelling": ONE_SPELLING,
        "drawn out": DRAWN_OUT,
        "dialect": DIALECT,
        "slips": SLIPS,
        "accents": ACCENTS,
        "sounds": SOUNDS,
        "glued": GLUED,
        "cut": CUT,
        "figures": FIGURES,
        "negations": NEGATIONS,
    }.items()
}
QUERIES = [tuple(part.strip() for part in row.split(" | ")) for row in ADDRESS.strip().splitlines()]
