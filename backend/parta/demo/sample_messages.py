"""The messages that people of the demo school have written in the last weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SampleMessage:
    """A message that was written so many school days ago."""

    days_ago: int
    at: str
    author: str
    """A login, or a role with a number: `student 2`, `guardian 1`, `teacher 3`, `staff 4`."""
    text: str
    reply_offset: int | None = None
    """How many messages before it in the list is the one that it replies to."""
    reactions: Mapping[str, str] = field(default_factory=dict[str, str])
    file: str | None = None
    text_before_edit: str | None = None


CLASS: Sequence[SampleMessage] = (
    SampleMessage(22, "08:05", "belova", "Доброе утро, 7Б! Теперь у класса есть общий чат. Пишем сюда по делу и друг друга не перебиваем 🙂", reactions={"sokolov": "👍", "orlova": "❤️", "student 1": "👍"}),
    SampleMessage(22, "08:11", "student 1", "Ура, наконец-то"),
    SampleMessage(22, "08:12", "sokolov", "Всем привет!"),
    SampleMessage(22, "14:40", "orlova", "Анна Сергеевна, а на завтра какие номера по алгебре? Я не успела записать"),
    SampleMessage(22, "14:52", "belova", "№ 114, 116 и 120 (а, б). 116-й разбирали на доске.", reply_offset=1, text_before_edit="№ 114, 115 и 120 (а, б). 116-й разбирали на доске.", reactions={"orlova": "🙏"}),
    SampleMessage(21, "16:20", "student 2", "У кого есть фото правила по русскому?"),
    SampleMessage(21, "16:24", "orlova", "Страница 47, там рамочка. Причастный оборот выделяем, если он после слова", reply_offset=1, reactions={"student 2": "🔥"}),
    SampleMessage(20, "12:15", "lebedev", "7Б, на лабораторную завтра принесите линейку и простой карандаш. Без них работу не оформить."),
    SampleMessage(20, "12:20", "sokolov", "А калькулятор можно?"),
    SampleMessage(20, "12:31", "lebedev", "Можно, но считать там почти нечего.", reply_offset=1, reactions={"sokolov": "😅", "student 3": "😂"}),
    SampleMessage(18, "09:50", "belova", "Завтра классный час в 14:30, кабинет 207. Обсудим осеннюю ярмарку.", reactions={"student 1": "👍", "student 4": "👍", "orlova": "👍"}),
    SampleMessage(18, "15:05", "student 3", "А можно уйти пораньше? У меня тренировка в 15"),
    SampleMessage(18, "15:17", "belova", "Можно, только подойди ко мне на перемене.", reply_offset=1),
    SampleMessage(17, "16:02", "orlova", "Предлагаю на ярмарку печь печенье! Кто со мной?"),
    SampleMessage(17, "16:03", "student 5", "Я могу имбирное"),
    SampleMessage(17, "16:04", "student 1", "Я только есть умею"),
    SampleMessage(17, "16:06", "orlova", "Тогда будешь продавать 😄", reply_offset=1, reactions={"student 1": "😂", "sokolov": "😂"}),
    SampleMessage(15, "08:02", "student 6", "Я заболел, меня не будет до пятницы"),
    SampleMessage(15, "08:09", "belova", "Выздоравливай! Домашнее задание смотри в дневнике, вопросы пиши сюда.", reply_offset=1, reactions={"student 6": "🙏"}),
    SampleMessage(15, "13:30", "sokolov", "Скинул тебе конспект по истории в личку", reply_offset=2),
    SampleMessage(13, "10:40", "belova", "Ярмарка прошла отлично: 7Б собрал больше всех в параллели. Вы молодцы!", reactions={"orlova": "🎉", "sokolov": "🎉", "student 1": "🎉", "student 2": "🎉", "student 5": "❤️"}),
    SampleMessage(13, "10:44", "student 1", "Это всё моё обаяние"),
    SampleMessage(13, "10:45", "orlova", "И моё печенье", reply_offset=1, reactions={"student 1": "🤝"}),
    SampleMessage(11, "15:20", "student 4", "Что задали по биологии?"),
    SampleMessage(11, "15:26", "student 2", "Параграф 12 и рисунок клетки в тетрадь", reply_offset=1),
    SampleMessage(11, "15:27", "student 4", "спасибо!!"),
    SampleMessage(9, "09:10", "lebedev", "Лабораторные проверил. Лучшая работа у Елены Орловой, посмотрите, как оформлены выводы.", reactions={"orlova": "😊", "belova": "👏"}),
    SampleMessage(9, "09:15", "sokolov", "Ленка, красава"),
    SampleMessage(8, "14:05", "belova", "В пятницу контрольная по теме «Одночлены». Завтра после шестого урока — консультация, приходите с вопросами."),
    SampleMessage(8, "14:12", "student 3", "А можно тетрадью пользоваться?"),
    SampleMessage(8, "14:15", "belova", "Справочными листами — можно, тетрадью — нет.", reply_offset=1),
    SampleMessage(7, "16:40", "sokolov", "Кто понял 134-й? У меня ответ не сходится"),
    SampleMessage(7, "16:47", "orlova", "Ты минус потерял во второй строчке, проверь", reply_offset=1, reactions={"sokolov": "🤦"}),
    SampleMessage(7, "16:49", "sokolov", "Точно. Спасибо!"),
    SampleMessage(5, "08:15", "belova", "Контрольная сегодня на втором уроке. Спокойно, всё это мы умеем 🙂", reactions={"student 2": "🙏", "student 5": "😱", "orlova": "💪"}),
    SampleMessage(5, "11:30", "student 1", "Фух. Последнее задание кто решил?"),
    SampleMessage(5, "11:33", "student 5", "У меня 24a²"),
    SampleMessage(5, "11:34", "sokolov", "И у меня", reactions={"student 5": "👍"}),
    SampleMessage(3, "13:55", "belova", "Проверила контрольные: пятёрок девять! Разбор ошибок — завтра.", reactions={"orlova": "🎉", "sokolov": "🎉", "student 3": "👍", "student 6": "👍"}),
    SampleMessage(2, "15:10", "orlova", "Напоминаю: стенгазета до четверга! Кто обещал рисунки — жду"),
    SampleMessage(2, "15:14", "student 2", "Мои завтра принесу"),
    SampleMessage(1, "09:40", "belova", "Завтра в 9:00 фотографируемся всем классом. Парадная форма, пожалуйста.", reactions={"student 4": "👍"}),
    SampleMessage(1, "16:05", "sokolov", "Физкультуру завтра в зале или на улице?"),
    SampleMessage(1, "16:20", "student 1", "В зале, обещали дождь", reply_offset=1),
)  # fmt: skip

PARENTS: Sequence[SampleMessage] = (
    SampleMessage(22, "18:30", "belova", "Добрый вечер, уважаемые родители! Это чат родителей 7Б. Объявления буду писать сюда, личные вопросы — мне в личные сообщения.", reactions={"sokolova": "👍", "guardian 1": "👍", "guardian 2": "👍"}),
    SampleMessage(22, "18:41", "sokolova", "Спасибо, Анна Сергеевна! Очень удобно."),
    SampleMessage(21, "19:05", "guardian 1", "Подскажите, пожалуйста, форма на физкультуру тёмная или можно любую?"),
    SampleMessage(21, "19:20", "belova", "Тёмный низ, светлый верх. Главное — спортивная обувь со светлой подошвой.", reply_offset=1, reactions={"guardian 1": "🙏"}),
    SampleMessage(19, "17:50", "belova", "Родительское собрание — в четверг в 18:30, кабинет 207. Обсудим первую четверть и поездку в музей."),
    SampleMessage(19, "18:02", "guardian 2", "Буду"),
    SampleMessage(19, "18:05", "sokolova", "Я немного задержусь, у младшего в 3А собрание в 18:00"),
    SampleMessage(19, "18:10", "belova", "Конечно, Вера Николаевна, подождём с главным вопросом.", reply_offset=1, reactions={"sokolova": "❤️"}),
    SampleMessage(17, "20:40", "guardian 3", "Спасибо за собрание, всё очень понятно!", reactions={"belova": "😊"}),
    SampleMessage(16, "18:15", "guardian 4", "По музею: дети пойдут пешком или нужен автобус?"),
    SampleMessage(16, "18:30", "belova", "Пешком, это двадцать минут. Идём с Игорем Павловичем, выход в 10:00.", reply_offset=1),
    SampleMessage(13, "19:00", "belova", "Ярмарка прошла замечательно. Спасибо всем, кто помогал печь и украшать стол!", reactions={"guardian 1": "🎉", "guardian 3": "🎉", "sokolova": "🎉"}),
    SampleMessage(12, "18:20", "guardian 5", "Когда у ребят контрольная по алгебре? Сын говорит, что «когда-нибудь»"),
    SampleMessage(12, "18:44", "belova", "В пятницу на следующей неделе. Консультация накануне после шестого урока.", reply_offset=1, reactions={"guardian 5": "😂", "guardian 2": "😂"}),
    SampleMessage(9, "08:10", "guardian 2", "Доброе утро. Наш сегодня остаётся дома, температура."),
    SampleMessage(9, "08:15", "belova", "Поняла, отмечу. Поправляйтесь!", reply_offset=1),
    SampleMessage(6, "18:50", "guardian 3", "Потеряли синюю сменку, 38 размер. Может, кто-то унёс случайно?"),
    SampleMessage(6, "19:04", "sokolova", "Миша говорит, видел такую в раздевалке спортзала на скамейке", reply_offset=1, reactions={"guardian 3": "🙏"}),
    SampleMessage(6, "19:30", "guardian 3", "Нашлась! Спасибо вам и Мише!", reply_offset=1, reactions={"sokolova": "😊", "belova": "👍"}),
    SampleMessage(3, "18:05", "belova", "Контрольную класс написал хорошо: девять пятёрок, двоек нет. Отметки уже в дневнике.", reactions={"guardian 1": "👏", "guardian 4": "👏", "sokolova": "👏"}),
    SampleMessage(1, "18:00", "belova", "Завтра общее фото в 9:00. Напомните, пожалуйста, детям о парадной форме.", reactions={"sokolova": "👍", "guardian 2": "👍"}),
    SampleMessage(1, "18:12", "guardian 1", "Белая рубашка обязательна?"),
    SampleMessage(1, "18:21", "belova", "Желательна 🙂", reply_offset=1),
)  # fmt: skip

COLLEAGUES: Sequence[SampleMessage] = (
    SampleMessage(21, "13:10", "belova", "Коллеги, в этом чате все, кто ведёт уроки в 7Б. Давайте держать здесь контрольные, чтобы не было двух в один день.", reactions={"lebedev": "👍", "teacher 1": "👍"}),
    SampleMessage(21, "13:25", "lebedev", "Поддерживаю. У меня лабораторная в среду."),
    SampleMessage(20, "14:02", "teacher 1", "У меня диктант в четверг на следующей неделе."),
    SampleMessage(14, "12:40", "teacher 2", "Как у вас ребята на последних уроках? У меня после физкультуры их не собрать."),
    SampleMessage(14, "12:48", "lebedev", "Помогает начать с опыта: поджигаешь спиртовку — и тишина.", reply_offset=1, reactions={"teacher 2": "😂", "belova": "😂"}),
    SampleMessage(8, "14:20", "belova", "В пятницу пишем контрольную по алгебре, прошу ничего крупного на этот день не ставить."),
    SampleMessage(8, "14:35", "teacher 1", "Перенесла тест на понедельник.", reply_offset=1, reactions={"belova": "🙏"}),
    SampleMessage(2, "15:00", "lebedev", "Соколов сделал отличный доклад о Галилее. Поставил пять, порадуйте его."),
    SampleMessage(2, "15:12", "belova", "Обязательно скажу на классном часе. Спасибо!", reply_offset=1),
)  # fmt: skip

STAFF: Sequence[SampleMessage] = (
    SampleMessage(23, "09:00", "mironova", "Уважаемые коллеги! Это чат сотрудников школы. Приказы по-прежнему в документах, здесь — оперативные объявления.", reactions={"belova": "👍", "lebedev": "👍", "zueva": "👍"}),
    SampleMessage(20, "10:30", "zueva", "В библиотеку пришли новые учебники по обществознанию. Жду классных руководителей с актами."),
    SampleMessage(20, "10:44", "belova", "Зайду после пятого урока.", reply_offset=1),
    SampleMessage(17, "08:20", "mironova", "Сегодня в 15:00 совещание при директоре, кабинет 101. Просьба не опаздывать."),
    SampleMessage(17, "14:40", "lebedev", "Проектор в 101-м забрать из физики или там есть свой?"),
    SampleMessage(17, "14:46", "mironova", "Свой, спасибо!", reply_offset=1),
    SampleMessage(12, "11:15", "staff 1", "Завтра профилактическая прививка у пятых классов, согласия собраны."),
    SampleMessage(10, "09:30", "mironova", "Напоминаю о заполнении журналов до конца недели.", reactions={"belova": "👌"}),
    SampleMessage(6, "13:05", "zueva", "Читательский конкурс: приглашаю 5–7 классы, работы до 1-го числа."),
    SampleMessage(6, "13:20", "belova", "7Б участвует!", reply_offset=1, reactions={"zueva": "❤️"}),
    SampleMessage(2, "08:10", "mironova", "Завтра фотографируются 7-е классы. Учителя первого урока, отпустите детей, пожалуйста, на десять минут.", reactions={"lebedev": "👌"}),
)  # fmt: skip

NEWSPAPER: Sequence[SampleMessage] = (
    SampleMessage(12, "15:30", "orlova", "Это редакция! Делаем стенгазету к Новому году."),
    SampleMessage(12, "15:32", "sokolov", "Я могу написать про лабораторные по физике"),
    SampleMessage(12, "15:35", "orlova", "Про взорвавшуюся пробирку обязательно 😄", reply_offset=1, reactions={"sokolov": "🔥", "student 1": "😂"}),
    SampleMessage(12, "15:50", "belova", "Ребята, это была не пробирка, а колба. И она не взорвалась.", reply_offset=1, reactions={"orlova": "😂", "sokolov": "😂"}),
    SampleMessage(10, "16:10", "student 1", "Я нарисую обложку"),
    SampleMessage(9, "17:20", "orlova", "Вот план номера, дописывайте", file="План стенгазеты.txt", reactions={"sokolov": "👍", "belova": "👍"}),
    SampleMessage(7, "18:05", "student 1", "Набросок обложки. Ругайте", file="Обложка.png", reactions={"orlova": "😍", "sokolov": "🔥", "belova": "👏"}),
    SampleMessage(7, "18:09", "orlova", "Очень красиво! Только солнце сделай поменьше, сюда встанет заголовок", reply_offset=1),
    SampleMessage(4, "16:00", "sokolov", "Статью дописал, завтра принесу на флешке"),
    SampleMessage(2, "15:30", "orlova", "Осталось два рисунка и кроссворд. Успеваем!", reactions={"belova": "💪"}),
    SampleMessage(1, "17:15", "student 1", "Кроссворд готов, 14 слов. Вопросы про учителей, но добрые"),
)  # fmt: skip

DIALOGS: Mapping[tuple[str, str], Sequence[SampleMessage]] = {
    ("belova", "sokolova"): (
        SampleMessage(14, "18:40", "sokolova", "Анна Сергеевна, добрый вечер! Миша жалуется, что не понимает одночлены. Можно ли ему подойти на консультацию?"),
        SampleMessage(14, "18:55", "belova", "Добрый вечер! Конечно, я жду его завтра после шестого урока.", reply_offset=1),
        SampleMessage(14, "18:57", "sokolova", "Спасибо большое!", reactions={"belova": "😊"}),
        SampleMessage(12, "15:40", "belova", "Разобрались за двадцать минут, он всё схватывает. Не хватало только уверенности."),
        SampleMessage(3, "18:30", "sokolova", "Пятёрка! Спасибо вам огромное", reactions={"belova": "🎉"}),
    ),
    ("sokolov", "orlova"): (
        SampleMessage(16, "17:05", "sokolov", "Лен, что по английскому?"),
        SampleMessage(16, "17:08", "orlova", "Workbook с. 31, всё. И слова"),
        SampleMessage(16, "17:08", "sokolov", "пасиб", text_before_edit="пасяб"),
        SampleMessage(5, "15:30", "orlova", "Ты статью для газеты пишешь вообще?"),
        SampleMessage(5, "15:41", "sokolov", "Пишу! Почти половина"),
        SampleMessage(5, "15:42", "orlova", "Половина почти или почти половина? 🤨", reply_offset=1, reactions={"sokolov": "😅"}),
        SampleMessage(1, "19:10", "sokolov", "Завтра белая рубашка, не забудь"),
        SampleMessage(1, "19:12", "orlova", "Сам не забудь 😄", reply_offset=1),
    ),
    ("belova", "lebedev"): (
        SampleMessage(10, "12:20", "lebedev", "Анна Сергеевна, поменяемся уроками в среду? Мне нужен первый под лабораторную"),
        SampleMessage(10, "12:31", "belova", "Давайте, мне даже удобнее второй.", reply_offset=1, reactions={"lebedev": "🤝"}),
        SampleMessage(1, "13:15", "lebedev", "Завтра фото: отпускаю их в 8:55?"),
        SampleMessage(1, "13:22", "belova", "Да, в самый раз.", reply_offset=1),
    ),
    ("belova", "mironova"): (
        SampleMessage(9, "14:10", "mironova", "Анна Сергеевна, подготовьте, пожалуйста, список на олимпиаду по математике."),
        SampleMessage(9, "16:45", "belova", "Пять человек, список на столе у секретаря.", reply_offset=1, reactions={"mironova": "👍"}),
    ),
}  # fmt: skip

HOMEWORK: Sequence[tuple[str, str, str]] = (
    ("Кто записал русский?", "Упр. {a}, разобрать два предложения", "спасибо"),
    ("Что по истории на завтра?", "§ {b}, вопросы 1–4 устно", "ага, спс"),
    ("Алгебру до какого номера?", "До {a}-го, кроме звёздочки", "понял, спасибо"),
    ("Английский письменно или устно?", "Workbook с. {b}, письменно", "ок 👍"),
    ("По географии контурную карту сдаём завтра?", "Да, реки и горы подписать", "ой. спасибо"),
    ("Литературу кто прочитал?", "Я. Там всего {b} страниц, успеешь", "побежал читать"),
    ("Какой кабинет у информатики?", "{a}-й, как всегда", "спасибо!"),
    ("Физика: задачу {b} решали?", "Ответ {a} метров, если g = 10", "сошлось 🎉"),
)
"""Question, answer and thanks, used in every class."""
