"""The owner's inbox: views, bulk actions, menu item, dashboard."""
