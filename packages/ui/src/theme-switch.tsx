'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { ToggleGroup } from 'radix-ui';
import { useHydrated } from './use-hydrated.tsx';

const themes = [
  { value: 'light', label: 'Light theme', icon: Sun },
  { value: 'system', label: 'Theme of the system', icon: Monitor },
  { value: 'dark', label: 'Dark theme', icon: Moon },
] as const;

export const ThemeSwitch = () => {
  const { theme, setTheme } = useTheme();
  // The server cannot know the choice: nothing is marked until the browser says.
  const hydrated = useHydrated();
  return (
    <ToggleGroup.Root
      type="single"
      aria-label="Theme"
      value={hydrated ? (theme ?? 'system') : ''}
      onValueChange={(next) => next && setTheme(next)}
      className="inline-flex rounded-lg border bg-card p-0.5"
    >
      {themes.map(({ value, label, icon: Icon }) => (
        <ToggleGroup.Item
          key={value}
          value={value}
          aria-label={label}
          title={label}
          className="flex size-7 items-center justify-center rounded-md text-subtle-foreground transition-colors hover:text-foreground data-[state=on]:bg-muted data-[state=on]:text-foreground"
        >
          <Icon className="size-[0.9375rem]" aria-hidden />
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
};
