import type { TextKey } from '@/shared/i18n/keys';

export interface EmojiGroup {
  readonly title: TextKey;
  readonly emoji: readonly string[];
}

const list = (emoji: string): readonly string[] => emoji.split(' ');

/** The emoji that the picker offers. */
export const EMOJI: readonly EmojiGroup[] = [
  {
    title: 'composer.emojiFaces',
    emoji: list(
      '😀 😃 😄 😁 😆 😅 😂 🤣 🙂 🙃 😉 😊 😇 🥰 😍 🤩 😘 😋 😛 😜 🤪 🤗 🤭 🤫 🤔 🫡 🤐 🤨 😐 😶 😏 😒 🙄 😬 😌 😔 😴 😷 🤒 🤕 🤧 🥵 🥶 🤯 🥳 😎 🤓 🧐 😕 😟 🙁 😮 😲 😳 🥺 😢 😭 😱 😤 😡 🤡 👻 🤖 😺 🙈 🙉 🙊',
    ),
  },
  {
    title: 'composer.emojiHands',
    emoji: list(
      '👍 👎 👌 ✌️ 🤞 🤟 🤙 👈 👉 👆 👇 ☝️ ✋ 🖐️ 👋 👏 🙌 🤝 🙏 💪 ✍️ 👀 🧠 🗣️ 👶 👦 👧 👨 👩 🧓 👨‍🏫 👩‍🏫 👨‍🎓 👩‍🎓 👨‍👩‍👧 🙋 🙋‍♂️ 🤷 🤷‍♂️ 🤦 🤦‍♂️ 🙅 🙆 🏃 💃 🕺',
    ),
  },
  {
    title: 'composer.emojiNature',
    emoji: list(
      '🐶 🐱 🐭 🐹 🐰 🦊 🐻 🐼 🐨 🐯 🦁 🐮 🐷 🐸 🐵 🐔 🐧 🐦 🦉 🦄 🐝 🦋 🐢 🐍 🐬 🐳 🐟 🌲 🌳 🌴 🌵 🌿 🍀 🍁 🍂 🌷 🌹 🌻 🌸 ☀️ 🌤️ ⛅ 🌧️ ⛈️ ❄️ ⛄ 🌈 🌊 🔥 ⭐ 🌙 🌍',
    ),
  },
  {
    title: 'composer.emojiFood',
    emoji: list(
      '🍎 🍐 🍊 🍋 🍌 🍉 🍇 🍓 🍒 🍑 🥕 🌽 🥔 🍞 🧀 🥚 🍳 🥞 🍗 🍔 🍟 🍕 🌭 🍝 🍜 🍲 🍣 🍪 🎂 🍰 🍫 🍬 🍭 🍦 ☕ 🍵 🥛 🧃',
    ),
  },
  {
    title: 'composer.emojiSchool',
    emoji: list(
      '📚 📖 📓 📒 📝 ✏️ 🖊️ 🖍️ 📐 📏 📎 📌 ✂️ 🎒 🏫 🔔 ⏰ ⏳ 📅 📊 📈 🧮 🔬 🔭 🧪 🧬 🧲 💡 💻 🖥️ 🖨️ 📱 📷 🎥 🎧 🎤 🎨 🎭 🎼 🎹 🎸 🎻 🗺️ 🧭 🚌 🚲 🚀 ✈️ 🏠',
    ),
  },
  {
    title: 'composer.emojiFun',
    emoji: list('🎉 🎊 🎈 🎁 🎄 🎃 🏆 🥇 🥈 🥉 🏅 ⚽ 🏀 🏐 🎾 🏓 🏸 🏒 ⛸️ ⛷️ 🏊 🚴 🧗 🤸 ♟️ 🧩 🎮 🎲 🎯 🎳'),
  },
  {
    title: 'composer.emojiSigns',
    emoji: list(
      '❤️ 🧡 💛 💚 💙 💜 🖤 🤍 💔 💯 ✅ ❌ ❓ ❗ ‼️ ⚠️ ⛔ 🚫 ➕ ➖ ➗ ✖️ ♾️ ✔️ 🔴 🟠 🟡 🟢 🔵 🟣 ⬆️ ⬇️ ⬅️ ➡️ 🔁 🆗 🆕 💤 💬 💭',
    ),
  },
];
